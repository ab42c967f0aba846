// The fields of the graph and the headers they are found by.

#include <algorithm>
#include <array>

#include "base/text.h"
#include "identity/identity.h"

namespace leadwright::identity {
namespace {

struct FieldNames {
  Field field;
  std::string_view name;
  std::string_view headers;    // squashed, parted by spaces, the likeliest first
};

// Headers of HubSpot, Salesforce, Zoho, Stripe and common spreadsheets beside the contract's own names.
constexpr FieldNames fields[] = {
    {Field::id, "id", "id recordid rid"},
    {Field::name, "name", "name companyname accountname customername fullname contactname displayname legalname opportunityname dealname"},
    {Field::company, "company", "company companyname organization organisation account accountname employer"},
    {Field::first_name, "first_name", "firstname first givenname forename contactfirstname"},
    {Field::last_name, "last_name", "lastname last surname familyname contactlastname"},
    {Field::email, "email", "email emailaddress mail workemail businessemail"},
    {Field::domain, "domain", "domain website companydomainname webaddress url homepage emaildomain web site websiteurl"},
    {Field::phone, "phone", "phone phonenumber telephone tel businessphone mobile mobilephone workphone"},
    {Field::street, "street", "street address streetaddress address1 addressline1 billingstreet mailingstreet addr street1"},
    {Field::city, "city", "city town billingcity mailingcity suburb locality"},
    {Field::state, "state", "state province region stateregion billingstate mailingstate"},
    {Field::postcode, "postcode", "postcode postalcode zip zipcode billingpostalcode mailingpostalcode zippostalcode"},
    {Field::country, "country", "country countryregion billingcountry mailingcountry countrycode"},
    {Field::birth_date, "birth_date", "birthdate dob dateofbirth birthday"},
    {Field::account_id, "account_id", "accountid crmaccountid metadatacrmaccountid metadataaccountid sfdcaccountid salesforceaccountid companyid associatedcompanyid"},
    {Field::customer_id, "customer_id", "customerid customer stripecustomerid billingcustomerid"},
    {Field::opportunity_id, "opportunity_id", "opportunityid metadataopportunityid crmopportunityid dealid metadatadealid"},
    {Field::parent_id, "parent_id", "parentid parentaccountid parentaccount parentcompanyid"},
    {Field::tax_id, "tax_id", "taxid vat vatid vatnumber vatregistrationnumber taxnumber ein taxidnumber"},
    {Field::lei, "lei", "lei leinumber leicode"},
    {Field::duns, "duns", "duns dunsnumber dandbduns"},
    {Field::external_id, "external_id", "externalid extid nationalid ids identifiers ssn socialsecuritynumber socsecid"},
    {Field::owner, "owner", "owner ownerid accountowner leadowner companyowner hubspotownerid"},
    {Field::created_at, "created_at", "createdat created createdate createddate creationdate createdtime"},
    {Field::amount, "amount", "amount dealamount value total"},
    {Field::quantity, "quantity", "quantity qty seats"},
    {Field::unit_amount, "unit_amount", "unitamount priceunitamount planamount"},
    {Field::currency, "currency", "currency currencyisocode currencycode"},
    {Field::interval, "interval", "interval billinginterval planinterval billingperiod priceinterval recurringinterval"},
    {Field::term_months, "term_months", "termmonths term contractterm contracttermmonths termlength"},
    {Field::status, "status", "status state subscriptionstatus"},
    {Field::stage, "stage", "stage dealstage stagename opportunitystage"},
    {Field::started_at, "started_at", "startedat startdate start currentperiodstart"},
    {Field::close_date, "close_date", "closedate closedat closeddate"},
    {Field::alias, "alias", "alias aliases dba tradingname alsoknownas formername nativename localname"},
};

constexpr std::array<std::string_view, table::role_count> singular = {
    "lead", "account", "contact", "opportunity", "customer", "subscription", "productaccount", "activity", "syncerror"};

bool reads(table::Role role, Field field) {
  using enum Field;
  using R = table::Role;
  const bool person = role == R::leads || role == R::contacts;
  switch (field) {
    case id: return true;
    case company: case birth_date: return person;
    case first_name: case last_name: return person || role == R::accounts || role == R::customers;
    case name: case domain: case owner: case created_at: return role != R::subscriptions && role != R::activities && role != R::sync_errors;
    case email: return person || role == R::customers || role == R::accounts;
    case customer_id: return role == R::subscriptions;
    case opportunity_id: case quantity: case unit_amount: case interval: case started_at: case status: return role == R::subscriptions;
    case amount: case currency: return role == R::subscriptions || role == R::opportunities;
    case term_months: case stage: case close_date: return role == R::opportunities;
    case parent_id: return role == R::accounts;
    case account_id: return role != R::accounts && role != R::subscriptions && role != R::activities;
    default: return person || role == R::accounts || role == R::customers || role == R::product_accounts;
  }
}

}  // namespace

std::string_view name_of(Field f) { return fields[static_cast<std::size_t>(f)].name; }

std::optional<Field> find_field(std::string_view name) {
  for (const FieldNames& f : fields) {
    if (f.name == name) return f.field;
  }
  return std::nullopt;
}

std::vector<EvidenceColumn> evidence_columns(table::Role role, const std::vector<std::string>& headers) {
  std::vector<std::string> squashed;
  for (const std::string& header : headers) squashed.push_back(text::squash(header));
  std::vector<bool> taken(headers.size(), false);
  std::vector<EvidenceColumn> found;
  const auto take = [&](Field field, std::string_view name) {
    for (std::size_t column = 0; column < headers.size(); ++column) {
      if (taken[column] || squashed[column] != name) continue;
      taken[column] = true;
      found.push_back({field, static_cast<int>(column)});
      return true;
    }
    return false;
  };
  for (const FieldNames& f : fields) {
    if (!reads(role, f.field)) continue;
    if (f.field == Field::id && take(f.field, std::string(singular[static_cast<std::size_t>(role)]) + "id")) continue;
    std::string_view rest = f.headers;
    while (!rest.empty()) {
      const std::string_view name = rest.substr(0, rest.find(' '));
      rest.remove_prefix(std::min(name.size() + 1, rest.size()));
      if (take(f.field, name)) break;
    }
  }
  return found;
}

std::string_view name_of(TieBreaker t) {
  constexpr std::string_view names[] = {"exact_domain", "same_country", "has_open_opportunity", "customer", "has_owner", "most_contacts", "oldest"};
  return names[static_cast<std::size_t>(t)];
}
std::optional<TieBreaker> find_tie_breaker(std::string_view name) {
  for (int i = 0; i <= static_cast<int>(TieBreaker::oldest); ++i) {
    if (name_of(static_cast<TieBreaker>(i)) == name) return static_cast<TieBreaker>(i);
  }
  return std::nullopt;
}

std::string_view name_of(Survivor s) {
  constexpr std::string_view names[] = {"oldest", "newest", "most_complete"};
  return names[static_cast<std::size_t>(s)];
}
std::optional<Survivor> find_survivor(std::string_view name) {
  for (int i = 0; i <= static_cast<int>(Survivor::most_complete); ++i) {
    if (name_of(static_cast<Survivor>(i)) == name) return static_cast<Survivor>(i);
  }
  return std::nullopt;
}

std::string_view name_of(Band b) { return b == Band::link ? "link" : "review"; }

std::string_view name_of(MatchKind k) {
  constexpr std::string_view names[] = {"", "account_id", "email", "domain", "scored"};
  return names[static_cast<std::size_t>(k)];
}

std::string_view name_of(Billing b) {
  constexpr std::string_view names[] = {"ok", "amount_drift", "interval_mixup", "currency_mismatch", "no_opportunity",
                                        "canceled_but_won", "two_accounts", "unreadable"};
  return names[static_cast<std::size_t>(b)];
}

}  // namespace leadwright::identity
