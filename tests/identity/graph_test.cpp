#include <gtest/gtest.h>

#include <algorithm>
#include <deque>
#include <map>
#include <numeric>
#include <set>

#include "identity/bits.h"
#include "identity/identity.h"
#include "identity/rows.h"

namespace leadwright::identity {
namespace {


// Tables from rows written as maps.
class World {
 public:
  World& add(table::Role role, const Row& row) {
    rows_[role].push_back(row);
    return *this;
  }
  // The same rows in another order, by a fixed rule.
  void shuffle(std::uint32_t seed) {
    for (auto& [role, rows] : rows_) {
      for (std::size_t i = rows.size(); i > 1; --i) {
        seed = seed * 1664525U + 1013904223U;
        std::swap(rows[i - 1], rows[(seed >> 8) % i]);
      }
    }
  }
  const Tables& tables() {
    tables_ = tables_of(rows_, cells_);
    return tables_;
  }
  std::string id(Node n) { return rows_[n.role][static_cast<std::size_t>(n.row)].at(Field::id); }
  std::int32_t row(table::Role role, const std::string& wanted) {
    for (std::size_t i = 0; i < rows_[role].size(); ++i) {
      if (rows_[role][i].at(Field::id) == wanted) return static_cast<std::int32_t>(i);
    }
    return -1;
  }

 private:
  std::map<table::Role, std::vector<Row>> rows_;
  Tables tables_;
  std::deque<std::vector<std::string_view>> cells_;
};

constexpr auto accounts = table::Role::accounts;
constexpr auto leads = table::Role::leads;
constexpr auto contacts = table::Role::contacts;
constexpr auto customers = table::Role::customers;

World small_world() {
  World world;
  world.add(accounts, {{Field::id, "A1"}, {Field::name, "Zantrex Energy GmbH"}, {Field::domain, "zantrex.de"}, {Field::country, "Germany"}, {Field::owner, "ana"}});
  world.add(accounts, {{Field::id, "A2"}, {Field::name, "Quorbin Foods Inc."}, {Field::domain, "https://www.quorbin.com/"}, {Field::country, "US"}, {Field::owner, "bo"}});
  world.add(accounts, {{Field::id, "A3"}, {Field::name, "Miltro Labs"}, {Field::domain, "shared.example.com"}, {Field::country, "US"}});
  world.add(accounts, {{Field::id, "A4"}, {Field::name, "Pelvar Media"}, {Field::domain, "shared.example.com"}, {Field::country, "FR"}});
  return world;
}

TEST(LeadToAccount, AnAccountIdSettlesItWhateverElseIsThere) {
  World world = small_world();
  world.add(leads, {{Field::id, "L1"}, {Field::email, "x@quorbin.com"}, {Field::account_id, " A1 "}});
  const Graph graph = link(world.tables(), {});
  EXPECT_EQ(graph.leads[0].account, 0);
  EXPECT_EQ(graph.leads[0].kind, MatchKind::account_id);
}

TEST(LeadToAccount, ADomainOfOneAccountLinksAndFreeMailNeverDoes) {
  World world = small_world();
  world.add(accounts, {{Field::id, "A5"}, {Field::name, "Somebody"}, {Field::domain, "gmail.com"}});
  world.add(leads, {{Field::id, "L1"}, {Field::email, "x@mail.QUORBIN.com"}, {Field::company, "Something Else"}});
  world.add(leads, {{Field::id, "L2"}, {Field::email, "x@gmail.com"}});
  const Graph graph = link(world.tables(), {});
  EXPECT_EQ(graph.leads[0].account, 1);
  EXPECT_EQ(graph.leads[0].kind, MatchKind::domain);
  EXPECT_EQ(graph.leads[1].account, -1);
}

TEST(LeadToAccount, TheHostAsWrittenGoesBeforeTheRegistrableDomain) {
  World world = small_world();
  world.add(accounts, {{Field::id, "A5"}, {Field::name, "Quorbin Europe"}, {Field::domain, "eu.quorbin.com"}});
  world.add(leads, {{Field::id, "L1"}, {Field::email, "x@eu.quorbin.com"}});
  world.add(leads, {{Field::id, "L2"}, {Field::email, "x@us.quorbin.com"}});
  const Graph graph = link(world.tables(), {});
  EXPECT_EQ(graph.leads[0].account, 4);
  EXPECT_TRUE(graph.leads[1].ambiguous);
}

TEST(LeadToAccount, ALeadOfABranchIsDecidedByTheDomainAndLinkedToTheBranch) {
  World world = small_world();
  world.add(accounts, {{Field::id, "A5"}, {Field::name, "Quorbin Foods Denmark"}, {Field::country, "DK"}, {Field::city, "Copenhagen"}, {Field::phone, "+45 33 12 34 56"}});
  world.add(leads, {{Field::id, "L1"}, {Field::email, "x@quorbin.com"}, {Field::company, "Quorbin Foods Denmark ApS"}, {Field::country, "Denmark"},
                    {Field::city, "København"}, {Field::phone, "+4533123456"}});
  const Graph graph = link(world.tables(), {});
  EXPECT_EQ(graph.leads[0].account, 1);
  EXPECT_EQ(graph.leads[0].kind, MatchKind::domain);
  std::map<std::int32_t, Band> bands;
  for (const Link& l : graph.links) {
    if (l.left.role == leads && l.right.role == accounts) bands[l.right.row] = l.band;
  }
  EXPECT_EQ(bands, (std::map<std::int32_t, Band>{{1, Band::review}, {4, Band::link}}));
}

TEST(LeadToAccount, AnAccountWithItsCountryBehindTheNameIsTheLeadsWhereBothAreAndNoOtherIs) {
  const auto band = [](const char* company, const char* country) {
    World world = small_world();
    world.add(accounts, {{Field::id, "A5"}, {Field::name, "Belfora Germany"}, {Field::domain, "belfora.com"}, {Field::country, "Germany"}});
    world.add(leads, {{Field::id, "L1"}, {Field::company, company}, {Field::email, "ada@belfora.com"}, {Field::country, country}});
    const Graph graph = link(world.tables(), {});
    return std::find_if(graph.links.begin(), graph.links.end(), [](const Link& l) { return l.left.role == leads; })->band;
  };
  EXPECT_EQ(band("Belfora", "Germany"), Band::link);
  EXPECT_EQ(band("Belfora", "Brazil"), Band::review);
  EXPECT_EQ(band("", "Brazil"), Band::review);
  EXPECT_EQ(band("", ""), Band::link);
}

TEST(LeadToAccount, SeveralAccountsOfADomainGoToTheTieBreakersElseAreAmbiguous) {
  World world = small_world();
  world.add(leads, {{Field::id, "L1"}, {Field::email, "x@shared.example.com"}, {Field::country, "France"}});
  Settings settings;
  Graph graph = link(world.tables(), settings);
  EXPECT_TRUE(graph.leads[0].ambiguous);
  EXPECT_EQ(graph.leads[0].candidate_count, 2U);
  settings.tie_breakers = {TieBreaker::has_open_opportunity, TieBreaker::same_country};
  graph = link(world.tables(), settings);
  EXPECT_EQ(graph.leads[0].account, 3);
  EXPECT_EQ(graph.leads[0].settled_by, 1);
}

TEST(LeadToAccount, AContactWithTheSameMailCarriesItsAccount) {
  World world = small_world();
  world.add(contacts, {{Field::id, "C1"}, {Field::email, "ann.lee@gmail.com"}, {Field::account_id, "A2"}});
  world.add(leads, {{Field::id, "L1"}, {Field::email, "AnnLee+x@googlemail.com"}});
  const Graph graph = link(world.tables(), {});
  EXPECT_EQ(graph.leads[0].account, 1);
  EXPECT_EQ(graph.leads[0].kind, MatchKind::email);
}

TEST(Decisions, HoldEverywhere) {
  World world = small_world();
  world.add(leads, {{Field::id, "L1"}, {Field::email, "x@quorbin.com"}});
  world.add(accounts, {{Field::id, "A6"}, {Field::name, "Zantrex Energy"}, {Field::domain, "zantrex.de"}, {Field::country, "Germany"}});
  Settings settings;
  settings.decisions.push_back({leads, "L1", accounts, "A2", false});
  settings.decisions.push_back({accounts, "A1", accounts, "A6", false});
  settings.decisions.push_back({accounts, "A2", accounts, "A4", true});
  const Graph graph = link(world.tables(), settings);
  EXPECT_NE(graph.leads[0].account, 1);
  for (const Cluster& cluster : graph.clusters) {
    std::set<std::string> ids;
    for (const Node n : cluster.members) ids.insert(world.id(n));
    EXPECT_FALSE(ids.contains("A1") && ids.contains("A6"));
    EXPECT_EQ(ids.contains("A2"), ids.contains("A4"));
  }
}

TEST(Decisions, ContradictoryOnesAreReportedAndTheLaterCounts) {
  World world = small_world();
  Settings settings;
  settings.decisions.push_back({accounts, "A1", accounts, "A2", false});
  settings.decisions.push_back({accounts, "A2", accounts, "A1", true});
  const Graph graph = link(world.tables(), settings);
  ASSERT_EQ(graph.conflicts.size(), 1U);
  EXPECT_EQ(graph.conflicts[0].kind, "decisions");
  ASSERT_EQ(graph.clusters.size(), 1U);
  EXPECT_EQ(graph.clusters[0].members.size(), 2U);
}

// A world in which names, domains and tax numbers are mixed up at random.
World mixed_world(std::uint32_t seed, int size) {
  const char* names[] = {"Zantrex Energy", "Zantrex Energy GmbH", "Zantrx Energy", "Quorbin Foods", "Quorbin", "Miltro Labs Inc", "Miltro Lab", "Pelvar Media"};
  const char* domains[] = {"zantrex.de", "quorbin.com", "miltro.io", "", ""};
  const char* persons[] = {"Ann", "Anna", "Bob", "Robert", "Carla"};
  const auto next = [&](std::uint32_t n) {
    seed = seed * 1664525U + 1013904223U;
    return (seed >> 10) % n;
  };
  World world;
  for (int i = 0; i < size; ++i) {
    const std::string number = std::to_string(i);
    const std::string tax = next(2) == 0 ? "DE" + std::to_string(100000000 + next(6)) : "";
    world.add(accounts, {{Field::id, "A" + number}, {Field::name, names[next(8)]}, {Field::domain, domains[next(5)]}, {Field::tax_id, tax}, {Field::phone, next(2) ? "+4930123456" + std::to_string(next(4)) : ""}});
    world.add(customers, {{Field::id, "K" + number}, {Field::name, names[next(8)]}, {Field::email, "billing@" + std::string(domains[next(3)])}, {Field::tax_id, next(2) ? "DE" + std::to_string(100000000 + next(6)) : ""}});
    world.add(leads, {{Field::id, "L" + number}, {Field::first_name, persons[next(5)]}, {Field::last_name, next(2) ? "Kuhn" : "Kuhnen"}, {Field::company, names[next(8)]}, {Field::email, "a" + std::to_string(next(9)) + "@" + std::string(domains[next(3)])}});
    world.add(contacts, {{Field::id, "C" + number}, {Field::first_name, persons[next(5)]}, {Field::last_name, "Kuhn"}, {Field::birth_date, "1980-01-0" + std::to_string(1 + next(3))}, {Field::external_id, next(2) ? "SSN=12345678" + std::to_string(next(5)) : ""}});
  }
  return world;
}

TEST(Persons, OfOneFamilyAreNotOne) {
  const Row home = {{Field::street, "12396 Austin Rd"}, {Field::city, "Sacramento"}, {Field::postcode, "95823"}, {Field::phone, "+17022212211"}};
  const auto person = [&](const char* id, const char* first, const char* birth) {
    Row row = home;
    row[Field::id] = id;
    row[Field::first_name] = first;
    row[Field::last_name] = "Muirfield";
    row[Field::birth_date] = birth;
    return row;
  };
  World world;
  world.add(contacts, person("C1", "Robert", "1978-11-12"));
  world.add(contacts, person("C2", "Bob", "1978-11-12"));
  world.add(contacts, person("C3", "Magdalena", "1979-02-07"));
  world.add(contacts, person("C4", "Patrick", "1999-03-05"));
  const Graph graph = link(world.tables(), {});
  ASSERT_EQ(graph.clusters.size(), 1U);
  EXPECT_EQ(graph.clusters[0].members, (std::vector<Node>{{contacts, 0}, {contacts, 1}}));
}

TEST(Persons, OfOneBirthDateAndOneHomeAreOneUnlessTheyWereBornAGenerationApart) {
  const auto person = [](const char* id, const char* first, const char* last, const char* birth, const char* number) {
    return Row{{Field::id, id}, {Field::first_name, first}, {Field::last_name, last}, {Field::birth_date, birth}, {Field::external_id, number},
               {Field::street, "12396 Austin Rd"}, {Field::city, "Sacramento"}, {Field::postcode, "95823"}};
  };
  const auto linked = [&](const Row& a, const Row& b) {
    World world;
    world.add(contacts, a);
    world.add(contacts, b);
    for (int i = 0; i < 200; ++i) {
      const std::string n = std::to_string(i);
      world.add(contacts, {{Field::id, "X" + n}, {Field::first_name, "Given" + n}, {Field::last_name, "Family" + n}});
    }
    return !link(world.tables(), {}).clusters.empty();
  };
  const Row robert = person("C1", "Robert", "Muirfield", "1978-11-12", "4471902");
  EXPECT_TRUE(linked(robert, person("C2", "Alastair", "Muirfield", "1978-11-12", "9310857"))) << "the day of birth is one person's";
  EXPECT_FALSE(linked(robert, person("C2", "Alastair", "Muirfield", "1983-02-07", "9310857"))) << "a brother";
  EXPECT_FALSE(linked(robert, person("C2", "Robert", "Muirfield", "2003-02-07", "9310857"))) << "a son of his father's name";
  EXPECT_TRUE(linked(robert, person("C2", "Robert", "Muirfield", "1983-02-07", "9310857"))) << "a wrong date";
  EXPECT_TRUE(linked(robert, person("C2", "Alastair", "Kowalczyk", "1978-11-12", "4471902"))) << "renamed, with the id and the day";
  EXPECT_FALSE(linked(robert, person("C2", "Alastair", "Kowalczyk", "", "4471902"))) << "the id may be the household's";
}

TEST(Persons, WhoAreAsLikelyEitherOfTwoNamesakesAreNeithers) {
  const auto person = [](const char* id, const char* birth, const char* licence) {
    return Row{{Field::id, id}, {Field::first_name, "John"}, {Field::last_name, "Smith"}, {Field::birth_date, birth}, {Field::external_id, licence},
               {Field::street, "Rose Court, 3212 W. 32nd St"}, {Field::city, "Palm Harbor"}, {Field::postcode, "60527"}};
  };
  World world;
  world.add(contacts, person("C1", "1970-10-10", ""));
  world.add(contacts, person("C2", "1990-03-15", "LICENCE=112233"));
  world.add(contacts, person("C3", "", ""));
  world.add(contacts, person("C4", "", "LICENCE=112233"));
  const Graph graph = link(world.tables(), {});
  ASSERT_EQ(graph.clusters.size(), 1U);
  EXPECT_EQ(graph.clusters[0].members, (std::vector<Node>{{contacts, 1}, {contacts, 3}})) << "the licence tells whose the fourth is; the third may be any";
}

TEST(Persons, OfOneNameAloneAreForReviewAndNamesInTwoScriptsSayNothing) {
  World world;
  for (int i = 0; i < 60; ++i) {
    const std::string n = std::to_string(i);
    world.add(contacts, {{Field::id, "X" + n}, {Field::first_name, i % 3 != 0 ? "Given" + n : "Robert"}, {Field::last_name, i % 3 != 1 ? "Family" + n : "Smith"}});
  }
  world.add(contacts, {{Field::id, "C1"}, {Field::first_name, "Robert"}, {Field::last_name, "Smith"}});
  world.add(contacts, {{Field::id, "C2"}, {Field::first_name, "Robert"}, {Field::last_name, "Smith"}, {Field::email, "robert.smith@quorbin.com"}});
  const Row home = {{Field::street, "12396 Austin Rd"}, {Field::city, "Lahore"}, {Field::postcode, "95823"}, {Field::phone, "+92427925774"}};
  Row latin = home, arabic = home;
  latin[Field::id] = "C3", latin[Field::first_name] = "Faisal", latin[Field::last_name] = "Siddiqui";
  arabic[Field::id] = "C4", arabic[Field::first_name] = "فيصل", arabic[Field::last_name] = "صديقي";
  world.add(contacts, latin).add(contacts, arabic);
  const Graph graph = link(world.tables(), {});
  ASSERT_EQ(graph.clusters.size(), 1U);
  EXPECT_EQ(graph.clusters[0].members, (std::vector<Node>{{contacts, 62}, {contacts, 63}}));
}

TEST(Duplicates, ShortFormsOfOneNameNeedNotBeLikeEachOtherAndAWordThatGoesOnIsAnother) {
  World world;
  for (const char* name : {"Netflix Inc.", "Netflics", "Netflx", "Intuit Inc.", "Intuitive Surgical, Inc."}) {
    world.add(accounts, {{Field::id, name}, {Field::name, name}});
  }
  std::uint32_t seed = 7;
  for (int i = 0; i < 40; ++i) {
    std::string name;
    for (int k = 0; k < 9; ++k) name += static_cast<char>('a' + ((seed = seed * 1664525U + 1013904223U) >> 16) % 26);
    world.add(accounts, {{Field::id, "X" + std::to_string(i)}, {Field::name, name}});
  }
  const Graph graph = link(world.tables(), {});
  ASSERT_EQ(graph.clusters.size(), 1U);
  EXPECT_EQ(graph.clusters[0].members.size(), 3U);
  EXPECT_EQ(world.id(graph.clusters[0].members[0]), "Netflics");
}

TEST(Duplicates, OfAnotherStreetAndAnotherTelephoneInOneTownAreLikelyAnotherHouse) {
  const auto bits = [](const char* street, const char* phone) {
    World world = small_world();
    world.add(accounts, {{Field::id, "A5"}, {Field::name, "La Grotta"}, {Field::street, "747 9th Ave"}, {Field::city, "Atlanta"}, {Field::phone, "404 231 1368"}});
    world.add(accounts, {{Field::id, "A6"}, {Field::name, "La Grotta"}, {Field::street, street}, {Field::city, "Atlanta"}, {Field::phone, phone}});
    const Graph graph = link(world.tables(), {});
    std::int32_t sum = 0;
    for (const Link& l : graph.links) {
      if (world.id(l.left) != "A6" || world.id(l.right) != "A5") continue;
      for (std::size_t i = 0; i < l.evidence_count; ++i) sum += l.evidence[i].compared == Compared::place ? l.evidence[i].millibits : 0;
    }
    return sum;
  };
  EXPECT_LT(bits("2637 Peachtree Rd", "770 395 9925"), bits("747 Ninth Ave", "770 395 9925"));
  EXPECT_LT(bits("2637 Peachtree Rd", "770 395 9925"), bits("2637 Peachtree Rd", "404 231 1368"));
}

TEST(StrongIds, ThatContradictAreNeverJoined) {
  for (std::uint32_t seed = 1; seed <= 12; ++seed) {
    World world = mixed_world(seed, 30);
    const Tables& tables = world.tables();
    const Graph graph = link(tables, {});
    const auto contradict = [&](Node a, Node b) {
      for (const Field field : {Field::tax_id, Field::external_id}) {
        const std::string_view x = tables[a.role].at(field, a.row);
        const std::string_view y = tables[b.role].at(field, b.row);
        if (!x.empty() && !y.empty() && x != y) return true;
      }
      return false;
    };
    for (const Link& l : graph.links) {
      EXPECT_FALSE(l.band == Band::link && contradict(l.left, l.right)) << world.id(l.left) << " " << world.id(l.right);
    }
    for (const Cluster& cluster : graph.clusters) {
      for (const Node a : cluster.members) {
        for (const Node b : cluster.members) EXPECT_FALSE(contradict(a, b)) << world.id(a) << " " << world.id(b);
      }
    }
    EXPECT_FALSE(graph.conflicts.empty());
    for (const Conflict& conflict : graph.conflicts) EXPECT_GE(conflict.path.size(), 2U);
  }
}

TEST(Order, OfRowsChangesNothing) {
  World world = mixed_world(99, 40);
  const auto answers = [](World& w) {
    const Tables& tables = w.tables();
    const Graph graph = link(tables, {});
    std::string out;
    write_links(graph, tables, out);
    write_clusters(graph, tables, out);
    write_conflicts(graph, {}, tables, out);
    return out;
  };
  const std::string first = answers(world);
  EXPECT_GT(first.size(), 1000U);
  for (std::uint32_t seed = 1; seed <= 4; ++seed) {
    world.shuffle(seed);
    EXPECT_EQ(answers(world), first);
  }
}

TEST(Domains, OfManyCompaniesLinkNoneAndAreReported) {
  const char* names[] = {"Zantrex", "Quorbin", "Miltro", "Pelvar", "Tordash", "Wexlin", "Harvok", "Delmoor", "Sarquil"};
  World agency, branches;
  for (int i = 0; i < 9; ++i) {
    const std::string id = "A" + std::to_string(i);
    const char* countries[] = {"Germany", "France", "Italy", "Spain", "Norway", "Sweden", "Poland", "Japan", "Brazil"};
    agency.add(accounts, {{Field::id, id}, {Field::name, names[i]}, {Field::domain, "www.fernagency.com"}});
    branches.add(accounts, {{Field::id, id}, {Field::name, "Zantrex " + std::string(countries[i])}, {Field::domain, "zantrex.com"}});
  }
  for (World* world : {&agency, &branches}) world->add(leads, {{Field::id, "L1"}, {Field::email, "x@fernagency.com"}, {Field::company, "Harvok"}});
  const Graph graph = link(agency.tables(), {});
  ASSERT_EQ(graph.shared_domains.size(), 1U);
  EXPECT_EQ(graph.shared_domains[0].domain, "fernagency.com");
  EXPECT_EQ(graph.shared_domains[0].companies, 9);
  EXPECT_EQ(graph.shared_domains[0].rows.size(), 9U);
  EXPECT_EQ(graph.leads[0].account, 6);
  EXPECT_EQ(graph.leads[0].kind, MatchKind::scored);
  EXPECT_TRUE(link(branches.tables(), {}).shared_domains.empty());
}

TEST(Duplicates, AWholeNameWithALineOfBusinessIsOneAndAnotherHouseOfAChainIsNot) {
  World world;
  for (const char* name : {"Zantrex", "Zantrex", "Zantrex Systems", "Zantrex.com", "Zantrex Companies"}) {
    world.add(accounts, {{Field::id, "A" + std::string(name)}, {Field::name, name}});
  }
  const char* towns[] = {"Boston", "Atlanta"};
  for (int i = 0; i < 2; ++i) {
    world.add(accounts, {{Field::id, "C" + std::to_string(i)}, {Field::name, "Quorbin Grill"}, {Field::city, towns[i]},
                         {Field::street, i == 0 ? "12 Willow Road" : "840 Second Avenue"}, {Field::phone, i == 0 ? "617-212-4400" : "404-212-3311"}});
  }
  const Graph graph = link(world.tables(), {});
  ASSERT_EQ(graph.clusters.size(), 1U);
  EXPECT_EQ(graph.clusters[0].members.size(), 5U);
}

TEST(Duplicates, AShortFormOfTheNameWithTheSameContactIsOne) {
  World world;
  const auto account = [](const char* id, const char* name, const char* last) {
    return Row{{Field::id, id}, {Field::name, name}, {Field::first_name, "Nikesh"}, {Field::last_name, last}};
  };
  world.add(accounts, account("A1", "Zantrex Quorbin Networks", "Arorander"));
  world.add(accounts, account("A2", "ZQNW", "Arorander"));
  world.add(accounts, account("A3", "ZQNW", "Somebody"));
  world.add(accounts, account("A4", "Pelvar", "Arorander"));
  const Graph graph = link(world.tables(), {});
  const auto of = [&](std::int32_t row) { return graph.account_cluster[static_cast<std::size_t>(row)]; };
  EXPECT_GE(of(0), 0);
  EXPECT_EQ(of(0), of(1));
  EXPECT_EQ(of(3), -1);
}

TEST(Blocks, OfOneNameManyTimesAreCutWithAReport) {
  World world;
  for (int i = 0; i < 3000; ++i) {
    world.add(accounts, {{Field::id, "A" + std::to_string(i)}, {Field::name, "Zantrex Energy"}, {Field::domain, "zantrex.de"}, {Field::phone, "+49301234567"}});
    world.add(leads, {{Field::id, "L" + std::to_string(i)}, {Field::company, "Zantrex Energy"}, {Field::email, "info@zantrex.de"}});
  }
  const Graph graph = link(world.tables(), {});
  EXPECT_FALSE(graph.cut.empty());
  EXPECT_GT(graph.cut[0].pairs_not_compared, 1000000);
  const auto by_phone = std::find_if(graph.cut.begin(), graph.cut.end(), [](const CutBlock& cut) { return cut.key == "phone"; });
  ASSERT_NE(by_phone, graph.cut.end());
  EXPECT_EQ(by_phone->records, 3000);
  EXPECT_EQ(by_phone->example, "+49301234567");
  for (const CutBlock& cut : graph.cut) EXPECT_GT(cut.records, 0) << cut.key;
  EXPECT_LT(graph.pairs_compared, 2000000);
}

TEST(Blocks, EmptyTablesAndEmptyCellsAreFine) {
  World world;
  EXPECT_TRUE(link(world.tables(), {}).links.empty());
  for (int i = 0; i < 50; ++i) {
    world.add(accounts, {{Field::id, ""}, {Field::name, ""}, {Field::parent_id, "A" + std::to_string(i)}});
    world.add(leads, {{Field::id, ""}, {Field::email, "@"}, {Field::company, "\xff\xfe (("}});
    world.add(customers, {{Field::id, "K"}});
  }
  EXPECT_EQ(link(world.tables(), {}).leads.size(), 50U);
}

TEST(Why, SaysWhatIsMissing) {
  World world = small_world();
  const Tables& tables = world.tables();
  const Settings settings;
  const Graph graph = link(tables, settings);
  const std::string text = why(graph, tables, settings, {accounts, 0}, {accounts, 1});
  EXPECT_NE(text.find("not linked"), std::string::npos);
  EXPECT_NE(text.find("bits are missing"), std::string::npos);
  EXPECT_NE(text.find("`Zantrex Energy GmbH` | `Quorbin Foods Inc.`"), std::string::npos);
}

TEST(Bits, AreThoseOfTheLogarithm) {
  EXPECT_EQ(log2_millibits(1), 0);
  EXPECT_EQ(log2_millibits(1024), 10000);
  EXPECT_EQ(log2_millibits(3), 1584);
  EXPECT_EQ(log2_millibits(1000000), 19931);
  EXPECT_EQ(probability(0), 500);
  EXPECT_EQ(probability(-20000), 0);
  EXPECT_EQ(probability(1000), 667);
  for (const std::int32_t p : {10, 330, 500, 985, 999}) EXPECT_NEAR(probability(bits_of_probability(p)), p, 1);
}

}  // namespace
}  // namespace leadwright::identity
