// The schema is prose for people who write policies in an editor, and a first sieve for programs. It
// says what a schema can say; that names exist, that ids differ and that zones are known is said by
// `read`. tests/policy/schema_test.cpp asks `read` for its keys, words and required keys, and compares.
#include "policy/policy.h"

namespace leadwright::policy {

std::string schema() {
  return R"json({
  "$schema": "https://json-schema.org/draft/2020-12/schema",
  "title": "Leadwright policy",
  "description": "Who may get which lead, and by when it must be touched. Rules are tried from top to bottom; the first whose condition holds decides.",
  "type": "object",
  "required": ["leadwright", "name", "time_zone", "rules"],
  "additionalProperties": false,
  "properties": {
    "leadwright": {"description": "The format of this file.", "const": 1},
    "name": {"description": "What people call this policy; shown in every report.", "type": "string"},
    "time_zone": {"$ref": "#/$defs/time_zone", "description": "The zone of times without one, and of people without a calendar: an IANA name like Europe/London."},
    "sources": {
      "description": "Where each table comes from and how its cells are read. A table that is not named here is looked for in its default file, like leads.csv.",
      "type": "object",
      "additionalProperties": false,
      "properties": {
        "leads": {"$ref": "#/$defs/source", "description": "The leads to route, one a row. The only table that must be there."},
        "accounts": {"$ref": "#/$defs/source", "description": "Companies of the CRM. Leads are matched to them, and account.* fields are read from them."},
        "contacts": {"$ref": "#/$defs/source", "description": "People of the CRM: a lead that is one of them is a duplicate."},
        "opportunities": {"$ref": "#/$defs/source", "description": "Deals of the CRM, with owner, stage and amount."},
        "customers": {"$ref": "#/$defs/source", "description": "Customers of the billing system."},
        "subscriptions": {"$ref": "#/$defs/source", "description": "Subscriptions of the billing system; reconciled with opportunities."},
        "product_accounts": {"$ref": "#/$defs/source", "description": "Workspaces or tenants of the product, with their last activity."},
        "activities": {"$ref": "#/$defs/source", "description": "Calls, e-mails, meetings, form fills. The earliest counted one is a lead's first touch where first_touch_at is empty."},
        "sync_errors": {"$ref": "#/$defs/source", "description": "The error log of integrations; shown in the error queue."}
      }
    },
    "fields": {
      "description": "Fields of leads beyond the standard ones: {\"budget\": {\"type\": \"money\", \"column\": \"Budget (EUR)\"}}.",
      "type": "object",
      "propertyNames": {
        "pattern": "\\S",
        "not": {
          "anyOf": [
            {"pattern": "^account\\."},
            {"$ref": "#/$defs/standard_lead_field"}
          ]
        }
      },
      "additionalProperties": {
        "type": "object",
        "required": ["type"],
        "additionalProperties": false,
        "properties": {
          "type": {
            "description": "How cells are read and compared. choice: values separated by `;`, compared as a set. money: exact decimals. country: ISO codes and English names.",
            "enum": ["text", "choice", "number", "money", "date_time", "boolean", "country"]
          },
          "column": {"$ref": "#/$defs/filled_text", "description": "The header of the column; the field's name when absent."}
        }
      }
    },
    "lists": {
      "description": "Named lists of texts, for conditions with `list`: {\"emea\": [\"GB\", \"DE\", \"FR\"]}.",
      "type": "object",
      "additionalProperties": {"$ref": "#/$defs/texts", "minItems": 1}
    },
    "conditions": {
      "description": "Named conditions, for {\"ref\": \"enterprise\"}. They may refer to each other, but not in a circle.",
      "type": "object",
      "additionalProperties": {"$ref": "#/$defs/condition"}
    },
    "calendars": {
      "description": "Working hours by name. A person's calendar says when they work; a business clock counts only open time.",
      "type": "object",
      "additionalProperties": {"$ref": "#/$defs/calendar"}
    },
    "people": {
      "description": "Everybody who may own a lead, by id. Owner cells of the data mean the person whose id, else e-mail, else name they equal.",
      "type": "object",
      "additionalProperties": {"$ref": "#/$defs/person"}
    },
    "pools": {
      "description": "Groups of people who share leads, by name.",
      "type": "object",
      "additionalProperties": {"$ref": "#/$defs/pool"}
    },
    "sla": {
      "description": "Targets for the first touch, by name.",
      "type": "object",
      "additionalProperties": {"$ref": "#/$defs/sla_target"}
    },
    "segment": {"$ref": "#/$defs/condition", "description": "Which leads this policy is about; all others are out of scope. All leads when absent."},
    "evidence": {
      "description": "Fields that a lead must have before it is routed.",
      "type": "object",
      "required": ["fields"],
      "additionalProperties": false,
      "properties": {
        "fields": {"description": "Names of lead fields.", "type": "array", "items": {"type": "string"}},
        "on_missing": {
          "description": "queue (the default): the lead goes to the error queue as missing_evidence. route: it is routed with a warning.",
          "enum": ["queue", "route"]
        }
      }
    },
    "matching": {"$ref": "#/$defs/matching"},
    "rules": {
      "description": "In order: the first rule whose `when` holds decides. End with a catch-all, {\"when\": {\"all\": []}}, so that no lead is left over.",
      "type": "array",
      "items": {"$ref": "#/$defs/rule"}
    },
    "assertions": {
      "description": "What must hold of every possible lead; `leadwright check` proves each or shows a lead that refutes it.",
      "type": "array",
      "items": {"$ref": "#/$defs/assertion"}
    },
    "pilot": {"description": "The pilot's plan: sponsor, baseline, metrics, gates, rollback.", "type": "object"},
    "as_of": {"$ref": "#/$defs/filled_text", "description": "The instant up to which the data is replayed; the latest instant in the data when absent. Like 2026-06-30T00:00:00Z."}
  },
  "$defs": {
    "filled_text": {"type": "string", "pattern": "\\S"},
    "texts": {"type": "array", "items": {"$ref": "#/$defs/filled_text"}},
    "positive": {"type": "integer", "minimum": 1, "maximum": 1000000000000},
    "share": {"type": "number", "minimum": 0, "maximum": 1},
    "time_zone": {"description": "A name of the IANA database, like America/Chicago.", "type": "string", "pattern": "^[A-Za-z0-9_+/-]+$"},
    "date": {"description": "YYYY-MM-DD, of the years 1999 to 2050.", "type": "string", "pattern": "^(1999|20[0-4][0-9]|2050)-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$"},
    "local_minute": {"description": "YYYY-MM-DDTHH:MM on the wall clock.", "type": "string", "pattern": "^(1999|20[0-4][0-9]|2050)-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])T([01][0-9]|2[0-3]):[0-5][0-9]$"},
    "standard_lead_field": {"enum": ["id", "email", "first_name", "last_name", "company", "domain", "phone", "country", "state", "city", "industry", "employees", "revenue", "title", "source", "lifecycle_stage", "status", "created_at", "owner", "first_touch_at", "account_id"]},

    "source": {
      "type": "object",
      "additionalProperties": false,
      "properties": {
        "file": {
          "description": "A file of the workspace, or several that are read one after the other.",
          "anyOf": [
            {"$ref": "#/$defs/filled_text"},
            {"$ref": "#/$defs/texts", "minItems": 1, "uniqueItems": true}
          ]
        },
        "system": {"$ref": "#/$defs/filled_text", "description": "The system of record, like hubspot or salesforce; shown in reports."},
        "time_zone": {"$ref": "#/$defs/time_zone", "description": "The zone of this table's times without one; the policy's when absent."},
        "date_order": {"description": "How 03/04/2025 is read. Without it such a date is invalid unless other rows of the column settle it.", "enum": ["mdy", "dmy"]},
        "number_format": {"description": "Which sign is the decimal point; 1,234.56 when absent.", "enum": ["1,234.56", "1.234,56"]},
        "columns": {
          "description": "The header of each field whose column is not found by its name: {\"employees\": \"Number of Employees\"}.",
          "type": "object",
          "additionalProperties": {"$ref": "#/$defs/filled_text"}
        },
        "empty": {
          "description": "Placeholders that mean unknown, by field or header, or * for every column: {\"*\": [\"N/A\", \"Select\"]}.",
          "type": "object",
          "additionalProperties": {"anyOf": [{"type": "string"}, {"$ref": "#/$defs/texts"}]}
        }
      }
    },

    "calendar": {
      "type": "object",
      "required": ["time_zone", "weekly"],
      "additionalProperties": false,
      "properties": {
        "time_zone": {"$ref": "#/$defs/time_zone", "description": "The zone of these hours."},
        "weekly": {
          "description": "Open hours by weekday; a day that is not named is closed.",
          "type": "object",
          "additionalProperties": false,
          "properties": {
            "mon": {"$ref": "#/$defs/intervals"},
            "tue": {"$ref": "#/$defs/intervals"},
            "wed": {"$ref": "#/$defs/intervals"},
            "thu": {"$ref": "#/$defs/intervals"},
            "fri": {"$ref": "#/$defs/intervals"},
            "sat": {"$ref": "#/$defs/intervals"},
            "sun": {"$ref": "#/$defs/intervals"}
          }
        },
        "holidays": {"description": "Dates on which it is closed, whatever else is said.", "type": "array", "items": {"$ref": "#/$defs/date"}},
        "overrides": {
          "description": "Other hours on single dates: {\"2026-12-24\": [[\"09:00\", \"12:00\"]]}. They replace what starts on that date.",
          "type": "object",
          "propertyNames": {"$ref": "#/$defs/date"},
          "additionalProperties": {"$ref": "#/$defs/intervals"}
        }
      }
    },
    "intervals": {
      "description": "Open from the first time up to the second, like [[\"09:00\", \"12:30\"], [\"13:30\", \"17:30\"]]. An interval that ends at or before its start runs past midnight; 24:00 is the end of the date.",
      "type": "array",
      "items": {
        "type": "array",
        "prefixItems": [
          {"type": "string", "pattern": "^([01][0-9]|2[0-3]):[0-5][0-9]$"},
          {"type": "string", "pattern": "^(([01][0-9]|2[0-3]):[0-5][0-9]|24:00)$"}
        ],
        "minItems": 2,
        "maxItems": 2
      }
    },

    "person": {
      "type": "object",
      "additionalProperties": false,
      "properties": {
        "name": {"description": "As colleagues write it.", "type": "string"},
        "email": {"description": "As the CRM has it.", "type": "string"},
        "calendar": {"description": "The name of a calendar: when this person works. Always, when absent.", "type": "string"},
        "manager": {"description": "The id of the person to whom breaches are escalated.", "type": "string"},
        "skills": {"$ref": "#/$defs/texts", "description": "What a pool may require, like languages."},
        "capacity": {"$ref": "#/$defs/positive", "description": "Open leads at most: assigned and not yet touched."},
        "cap": {
          "description": "Assignments at most in a period of the person's local time.",
          "type": "object",
          "required": ["per", "max"],
          "additionalProperties": false,
          "properties": {
            "per": {"description": "Weeks begin on Monday.", "enum": ["day", "week", "month"]},
            "max": {"$ref": "#/$defs/positive", "description": "That many, reassignments included."}
          }
        },
        "active": {"description": "false: gets no leads by any step. true when absent.", "type": "boolean"},
        "away": {
          "description": "Absences, from and up to local times: [[\"2026-05-01T00:00\", \"2026-05-06T00:00\"]].",
          "type": "array",
          "items": {"type": "array", "items": {"$ref": "#/$defs/local_minute"}, "minItems": 2, "maxItems": 2}
        }
      }
    },

    "pool": {
      "type": "object",
      "required": ["members"],
      "additionalProperties": false,
      "properties": {
        "members": {
          "description": "In list order, which settles ties.",
          "type": "array",
          "minItems": 1,
          "items": {
            "type": "object",
            "required": ["owner"],
            "additionalProperties": false,
            "properties": {
              "owner": {"description": "The id of a person.", "type": "string"},
              "weight": {"$ref": "#/$defs/positive", "description": "Share of the leads, in proportion to the others; 1 when absent."},
              "calibration": {"description": "For lowest_count: leads that count as served at the start; 0 when absent.", "type": "integer", "minimum": 0, "maximum": 1000000000000}
            }
          }
        },
        "rotation": {
          "description": "fair_share (the default): each lead is shared among those who could have had it. smooth_weighted: by weights, evenly spread. strict: in list order; weights must be equal. longest_waiting: whoever was served longest ago. lowest_count: whoever has fewest leads for their weight. least_open: whoever has fewest open leads for their weight.",
          "enum": ["fair_share", "smooth_weighted", "strict", "longest_waiting", "lowest_count", "least_open"]
        },
        "availability": {"description": "working_hours: members get leads only inside their calendars. always when absent.", "enum": ["always", "working_hours"]},
        "requires": {"$ref": "#/$defs/texts", "description": "Skills that a member must have, all of them."}
      }
    },

    "sla_target": {
      "type": "object",
      "required": ["start", "stop", "within", "clock"],
      "additionalProperties": false,
      "properties": {
        "start": {"description": "What starts the clock: the lead's arrival, or its first assignment.", "enum": ["created", "assigned"]},
        "stop": {"description": "What stops it.", "enum": ["first_touch"]},
        "within": {"description": "The target: a positive integer and s, m, h or d, like 15m. d is 24 hours and goes with the clock `elapsed` only.", "type": "string", "pattern": "^0*[1-9][0-9]*[smhd]$"},
        "clock": {"description": "business counts open time only, elapsed counts all.", "enum": ["elapsed", "business"]},
        "calendar": {"description": "Whose open time a business clock counts: `owner`, or the name of a calendar.", "type": "string"},
        "warn_at": {"description": "Warn when this share of the target is used, like 0.8.", "type": "number", "exclusiveMinimum": 0, "exclusiveMaximum": 1},
        "on_breach": {
          "description": "What happens when the clock runs out untouched. Nothing, when absent.",
          "type": "object",
          "additionalProperties": false,
          "properties": {
            "reassign": {"description": "true: the pool that assigned it picks again, without those who have had it; the clock restarts.", "type": "boolean"},
            "times": {"$ref": "#/$defs/positive", "description": "Reassignments at most; 1 when absent."},
            "escalate_to": {"description": "Who is told when nobody else can have it: `manager`, or the id of a person. The owner keeps the lead.", "type": "string"}
          },
          "dependentSchemas": {
            "times": {"required": ["reassign"], "properties": {"reassign": {"const": true}}}
          }
        }
      },
      "if": {"required": ["clock"], "properties": {"clock": {"const": "business"}}},
      "then": {
        "required": ["calendar"],
        "properties": {"within": {"pattern": "[smh]$"}}
      }
    },

    "matching": {
      "description": "How records of different tables are linked, and what follows for a lead.",
      "type": "object",
      "additionalProperties": false,
      "properties": {
        "auto": {"$ref": "#/$defs/share", "description": "Scores from here on are links."},
        "review": {"$ref": "#/$defs/share", "description": "Scores from here up to `auto` are left to people."},
        "tie_breakers": {
          "description": "In order, each keeping the best of several accounts. A tie at the end is ambiguous.",
          "type": "array",
          "uniqueItems": true,
          "items": {"enum": ["exact_domain", "same_country", "has_open_opportunity", "customer", "has_owner", "most_contacts", "oldest"]}
        },
        "on_duplicate": {"description": "A lead that repeats an earlier lead or a contact: route it as any other (the default), queue it, or follow the owner of that record.", "enum": ["route", "queue", "follow"]},
        "on_ambiguous": {"description": "Several accounts and no tie-breaker that settles it: queue the lead (the default), or ignore the accounts.", "enum": ["queue", "ignore"]},
        "touch_kinds": {"$ref": "#/$defs/texts", "description": "Kinds of activities that count as a touch; all when absent."},
        "decisions": {
          "description": "What people have decided about two records.",
          "type": "array",
          "items": {
            "type": "object",
            "required": ["left", "right", "same"],
            "additionalProperties": false,
            "properties": {
              "left": {"$ref": "#/$defs/record"},
              "right": {"$ref": "#/$defs/record"},
              "same": {"description": "true: one and the same; false: never link them.", "type": "boolean"}
            }
          }
        },
        "normalise": {"description": "Rules of normalisation to switch on or off, by name.", "type": "object", "additionalProperties": {"type": "boolean"}},
        "survivor": {"description": "Which record of a cluster stands for it.", "enum": ["oldest", "newest", "most_complete"]},
        "amount_tolerance": {"$ref": "#/$defs/share", "description": "For reconcile: the share by which two amounts may differ, like 0.005."}
      }
    },
    "record": {
      "type": "object",
      "required": ["table", "id"],
      "additionalProperties": false,
      "properties": {
        "table": {"enum": ["leads", "accounts", "contacts", "opportunities", "customers", "subscriptions", "product_accounts", "activities", "sync_errors"]},
        "id": {"$ref": "#/$defs/filled_text", "description": "The record's id in that table."}
      }
    },

    "rule": {
      "type": "object",
      "required": ["id", "when", "assign"],
      "additionalProperties": false,
      "properties": {
        "id": {"$ref": "#/$defs/filled_text", "description": "Its name in reports; every rule has its own."},
        "when": {"$ref": "#/$defs/condition", "description": "Which leads it matches; {\"all\": []} matches every lead."},
        "sla": {"description": "The name of an SLA target; no clock runs without it.", "type": "string"},
        "on_no_owner": {
          "description": "When no step yields anybody: queue the lead as no_eligible_owner (the default), try the rules below, or hold it for the first member of the last pool who becomes eligible.",
          "enum": ["queue", "next_rule", "hold"]
        },
        "assign": {"description": "Steps in order; the first that yields an owner or a queue ends it.", "type": "array", "minItems": 1, "items": {"$ref": "#/$defs/step"}}
      },
      "if": {"required": ["on_no_owner"], "properties": {"on_no_owner": {"const": "hold"}}},
      "then": {"properties": {"assign": {"contains": {"required": ["pool"]}}}}
    },
    "step": {
      "description": "One way to find an owner or a queue; exactly one key.",
      "type": "object",
      "minProperties": 1,
      "maxProperties": 1,
      "additionalProperties": false,
      "properties": {
        "owner": {"description": "The id of a person.", "type": "string"},
        "pool": {"description": "The name of a pool: its rotation picks.", "type": "string"},
        "queue": {"$ref": "#/$defs/filled_text", "description": "A shared inbox, by name."},
        "match": {"description": "The owner of the record that the lead was matched to.", "enum": ["account_owner", "contact_owner", "opportunity_owner"]},
        "current_owner": {"description": "The owner that the lead has in the data.", "const": true}
      }
    },

    "assertion": {
      "type": "object",
      "required": ["id", "where", "expect"],
      "additionalProperties": false,
      "properties": {
        "id": {"$ref": "#/$defs/filled_text", "description": "Its name in reports."},
        "where": {"$ref": "#/$defs/condition", "description": "Of which leads it must hold."},
        "expect": {
          "description": "What each of them gets. \"same as before\": a diff with the old policy changes none of them.",
          "anyOf": [
            {"const": "same as before"},
            {
              "type": "object",
              "minProperties": 1,
              "additionalProperties": false,
              "properties": {
                "rule": {"description": "The id of the rule that decides.", "type": "string"},
                "owner": {"description": "The id of a person.", "type": "string"},
                "pool": {"description": "The name of a pool.", "type": "string"},
                "queue": {"$ref": "#/$defs/filled_text", "description": "The name of a queue."},
                "outcome": {"enum": ["routed", "queued", "out_of_scope"]},
                "reason": {"$ref": "#/$defs/filled_text", "description": "Why it is queued, like no_rule."}
              }
            }
          ]
        }
      }
    },

    "condition": {
      "description": "What can be asked of a lead. A comparison with an unknown value is false, and `not` is plain negation: not (country is US) holds for an unknown country.",
      "type": "object",
      "oneOf": [
        {"$ref": "#/$defs/all_of"},
        {"$ref": "#/$defs/any_of"},
        {"$ref": "#/$defs/negation"},
        {"$ref": "#/$defs/reference"},
        {"$ref": "#/$defs/opaque"},
        {"$ref": "#/$defs/comparison"}
      ]
    },
    "all_of": {
      "required": ["all"],
      "additionalProperties": false,
      "properties": {"all": {"description": "Every one of these; of none: always.", "type": "array", "items": {"$ref": "#/$defs/condition"}}}
    },
    "any_of": {
      "required": ["any"],
      "additionalProperties": false,
      "properties": {"any": {"description": "At least one of these; of none: never.", "type": "array", "items": {"$ref": "#/$defs/condition"}}}
    },
    "negation": {
      "required": ["not"],
      "additionalProperties": false,
      "properties": {"not": {"$ref": "#/$defs/condition"}}
    },
    "reference": {
      "required": ["ref"],
      "additionalProperties": false,
      "properties": {"ref": {"description": "The name of one of `conditions`.", "type": "string"}}
    },
    "opaque": {
      "required": ["opaque"],
      "additionalProperties": false,
      "properties": {"opaque": {"$ref": "#/$defs/filled_text", "description": "Why this file cannot decide it. A lead that hangs on it is queued as undecidable."}}
    },
    "comparison": {
      "required": ["field", "op"],
      "additionalProperties": false,
      "properties": {
        "field": {"description": "A field of the lead, or of its matched account: account.industry.", "type": "string"},
        "op": {
          "description": "Any field: is_known, is_unknown. Text and country: is, is_any_of, contains, contains_any_of, starts_with, ends_with. Choice: has_any_of, has_all_of. Number and money: eq, gt, gte, lt, lte, between (both ends in). Date and time: before, after, between (first in, last out), within_last. Boolean: is.",
          "enum": ["is_known", "is_unknown", "is", "is_any_of", "contains", "contains_any_of", "starts_with", "ends_with", "has_any_of", "has_all_of", "eq", "gt", "gte", "lt", "lte", "between", "before", "after", "within_last"]
        },
        "value": {"description": "What the field is compared with, of the field's type."},
        "list": {"description": "The name of one of `lists`, for is_any_of and its like.", "type": "string"}
      },
      "allOf": [
        {
          "if": {"properties": {"op": {"enum": ["is_known", "is_unknown"]}}},
          "then": {"properties": {"value": false, "list": false}}
        },
        {
          "if": {"properties": {"op": {"enum": ["is"]}}},
          "then": {"required": ["value"], "properties": {"value": {"anyOf": [{"$ref": "#/$defs/filled_text"}, {"type": "boolean"}]}, "list": false}}
        },
        {
          "if": {"properties": {"op": {"enum": ["contains", "starts_with", "ends_with"]}}},
          "then": {"required": ["value"], "properties": {"value": {"$ref": "#/$defs/filled_text"}, "list": false}}
        },
        {
          "if": {"properties": {"op": {"enum": ["is_any_of", "contains_any_of", "has_any_of", "has_all_of"]}}},
          "then": {"oneOf": [{"required": ["value"]}, {"required": ["list"]}], "properties": {"value": {"$ref": "#/$defs/texts", "minItems": 1}}}
        },
        {
          "if": {"properties": {"op": {"enum": ["eq", "gt", "gte", "lt", "lte"]}}},
          "then": {"required": ["value"], "properties": {"value": {"$ref": "#/$defs/amount"}, "list": false}}
        },
        {
          "if": {"properties": {"op": {"enum": ["between"]}}},
          "then": {
            "required": ["value"],
            "properties": {
              "value": {
                "description": "Two values, the lower one first.",
                "type": "array",
                "items": {"$ref": "#/$defs/amount"},
                "minItems": 2,
                "maxItems": 2
              },
              "list": false
            }
          }
        },
        {
          "if": {"properties": {"op": {"enum": ["before", "after"]}}},
          "then": {"required": ["value"], "properties": {"value": {"$ref": "#/$defs/filled_text", "description": "A date or a date and time; without a zone in the policy's."}, "list": false}}
        },
        {
          "if": {"properties": {"op": {"enum": ["within_last"]}}},
          "then": {
            "required": ["value"],
            "properties": {
              "value": {
                "description": "{\"days\": 30}: at most so many times 24 hours before the lead's arrival.",
                "type": "object",
                "required": ["days"],
                "additionalProperties": false,
                "properties": {"days": {"$ref": "#/$defs/positive"}}
              },
              "list": false
            }
          }
        },
        {
          "if": {"properties": {"field": {"enum": ["id", "email", "first_name", "last_name", "company", "domain", "phone", "country", "state", "city", "industry", "title", "source", "lifecycle_stage", "status", "owner", "account_id", "account.id", "account.name", "account.domain", "account.owner", "account.country", "account.industry", "account.phone", "account.parent_id"]}}},
          "then": {"properties": {"op": {"enum": ["is_known", "is_unknown", "is", "is_any_of", "contains", "contains_any_of", "starts_with", "ends_with"]}, "value": {"not": {"type": "boolean"}}}}
        },
        {
          "if": {"properties": {"field": {"enum": ["employees", "revenue", "account.employees", "account.revenue"]}}},
          "then": {"properties": {"op": {"enum": ["is_known", "is_unknown", "eq", "gt", "gte", "lt", "lte", "between"]}}}
        },
        {
          "if": {"properties": {"field": {"enum": ["employees", "account.employees"]}}},
          "then": {"properties": {"value": {"not": {"anyOf": [{"type": "string"}, {"type": "array", "contains": {"type": "string"}}]}}}}
        },
        {
          "if": {"properties": {"field": {"enum": ["created_at", "first_touch_at", "account.created_at"]}}},
          "then": {"properties": {"op": {"enum": ["is_known", "is_unknown", "before", "after", "between", "within_last"]}}}
        }
      ]
    },
    "amount": {
      "description": "A number; for money also its text, so that every digit counts; for `between` of dates a date.",
      "anyOf": [{"type": "number"}, {"$ref": "#/$defs/filled_text"}]
    }
  }
}
)json";
}

}  // namespace leadwright::policy
