#include <gtest/gtest.h>

#include "identity/company.h"
#include "identity/domain.h"
#include "identity/fold.h"
#include "identity/ids.h"
#include "identity/phone.h"
#include "identity/place.h"
#include "identity/similar.h"

namespace leadwright::identity {
namespace {

bool one_name(std::string_view a, std::string_view b) {
  Dictionary words;
  return read_company(a, words).core == read_company(b, words).core;
}

TEST(Folding, MakesOneOfMarksWidthsAndAlphabets) {
  EXPECT_EQ(fold_letters("Société"), "societe");
  EXPECT_EQ(fold_letters("STRASSE"), fold_letters("Straße"));
  EXPECT_EQ(fold_letters("ＡＣＭＥ"), "acme");
  EXPECT_EQ(squash_letters("Газпром"), "gazprom");
  EXPECT_EQ(squash_letters("Łódź-Ørsted"), "lodzorsted");
}

TEST(Companies, LegalFormsOfManyCountriesAreTakenOff) {
  for (const char* name : {"Acme Inc.", "Acme, LLC", "ACME GmbH & Co. KG", "Acme UG (haftungsbeschränkt)", "acme S.p.A.", "Acme Sp. z o.o.", "Acme B.V.",
                           "Acme Pty. Ltd.", "Acme Private Limited", "Acme K.K.", "株式会社Acme", "Acme A/S", "OOO Acme", "Acme Oy", "Acme Ltda.", "Acme d.o.o.",
                           "Acme Kft.", "Acme s.r.o.", "Acme Ltd. Şti.", "PT Acme Tbk", "Acme Aktiebolag", "Acme Sdn. Bhd.", "Acme SAS", "Acme Ltée",
                           "Acme Aktiengesellschaft", "Acme S.A. de C.V.", "The Acme Company", "Acme Unipessoal Lda", "UAB Acme", "Acme OÜ", "Acme EOOD"}) {
    EXPECT_TRUE(one_name(name, "Acme")) << name;
  }
}

TEST(Companies, SpellingsOfOneLegalFormAreOne) {
  Dictionary words;
  const auto form = [&](const char* name) { return read_company(name, words).form_number; };
  EXPECT_EQ(form("Acme Inc."), form("Acme Incorporated"));
  EXPECT_EQ(form("Acme AG"), form("Acme Aktiengesellschaft"));
  EXPECT_NE(form("Acme Inc."), form("Acme Corp."));
  EXPECT_NE(form("Acme GmbH"), form("Acme GmbH & Co. KG"));
  EXPECT_EQ(form("Acme"), 0);
}

TEST(Companies, AbbreviationsInitialsAndAmpersandsAreOne) {
  EXPECT_TRUE(one_name("Acme Int'l Mfg.", "Acme International Manufacturing"));
  EXPECT_TRUE(one_name("I.B.M.", "IBM"));
  EXPECT_TRUE(one_name("Smith & Wesson", "Smith and Wesson"));
  EXPECT_FALSE(one_name("Acme Energy", "Acme Media"));
}

TEST(Companies, ANameThatIsAllFormKeepsIt) {
  Dictionary words;
  EXPECT_NE(read_company("Limited", words).core, 0U);
  EXPECT_EQ(read_company("n/a", words).core, 0U);
  EXPECT_EQ(read_company("self-employed", words).core, 0U);
}

TEST(Companies, WhatStandsBehindANameIsSetAside) {
  Dictionary words;
  const CompanyName name = read_company("Acme Germany", words);
  EXPECT_EQ(name.core, read_company("Acme", words).core);
  EXPECT_EQ(name.country, pack_country("DE"));
  EXPECT_TRUE(read_company("Acme HQ", words).decorated);
  EXPECT_NE(read_company("Bank of China", words).core, read_company("Bank", words).core);
}

TEST(Companies, AddressesAndDepartmentsAreTakenOffALine) {
  EXPECT_TRUE(one_name("Acme Corp., One Acme Way, Springfield WA 98052; e-mail: info@acme.com", "Acme"));
  EXPECT_TRUE(one_name("Acme Labs, 650 Harry Road, CA 95120, Springfield, USA", "Acme Laboratories"));
  EXPECT_TRUE(one_name("Department of Physics, Acme University, P. O. Box 704, Acmetown, Germany", "Acme University"));
  EXPECT_TRUE(one_name("University of Acmeland, College Park, MD", "University of Acmeland"));
  EXPECT_FALSE(one_name("Acme University of Technology, Germany", "Acme University"));
  Dictionary words;
  const Word first = read_company("University of Acmeland, Riverside, CA", words).city;
  EXPECT_NE(first, 0U);
  EXPECT_NE(first, read_company("University of Acmeland, San Diego, CA", words).city);
  EXPECT_EQ(read_company("Acme, Riverside, CA", words).city, 0U);
}

TEST(Domains, FoldByThePublicSuffixList) {
  EXPECT_EQ(registrable("www.acme.co.uk"), "acme.co.uk");
  EXPECT_EQ(registrable("eu.mail.acme.com"), "acme.com");
  EXPECT_EQ(registrable("acme.github.io"), "acme.github.io");
  EXPECT_EQ(registrable("co.uk"), "");
  EXPECT_EQ(registrable("a.b.www.ck"), "www.ck");
}

TEST(Domains, AreReadFromUrlsAndBareHosts) {
  EXPECT_EQ(read_host("https://user@WWW.Acme.co.uk:443/en?x=1"), "www.acme.co.uk");
  EXPECT_EQ(read_host("acme.com."), "acme.com");
  EXPECT_EQ(read_host("bücher.de"), "xn--bcher-kva.de");
  EXPECT_EQ(read_host("no host"), "");
  EXPECT_EQ(read_host("10.0.0.1"), "");
}

TEST(Domains, FreeMailIsKnown) {
  EXPECT_TRUE(is_free_mail("gmail.com"));
  EXPECT_TRUE(is_free_mail("yahoo.co.uk"));
  EXPECT_TRUE(is_free_mail("mailinator.com"));
  EXPECT_FALSE(is_free_mail("acme.com"));
}

TEST(Mail, FoldsTagsAndGmailDots) {
  EXPECT_EQ(read_mail("Ann.Lee+news@GoogleMail.com").address, "annlee@gmail.com");
  EXPECT_EQ(read_mail("Ann <ann.lee@acme.com>").address, "ann.lee@acme.com");
  EXPECT_TRUE(read_mail("billing@acme.com").role);
  EXPECT_EQ(read_mail("@acme.com").address, "");
}

TEST(Phones, AreOneInEveryWriting) {
  const std::uint64_t number = read_phone("+44 20 7946 0958", "").digits;
  EXPECT_EQ(read_phone("0044 20 7946 0958", "").digits, number);
  EXPECT_EQ(read_phone("020 7946 0958", "GB").digits, number);
  EXPECT_EQ(read_phone("+44 (0)20 7946 0958 ext. 12", "").digits, number);
  EXPECT_EQ(read_phone("111111111", "US").digits, 0U);
}

TEST(Phones, SayTheirCountryWhereOneHasTheCallingCode) {
  EXPECT_EQ(read_phone("+46 8 123 456 78", "").country, "SE");
  EXPECT_EQ(read_phone("0044 20 7946 0958", "").country, "GB");
  EXPECT_EQ(read_phone("+1 212 555 0123", "").country, "");
  EXPECT_EQ(read_phone("020 7946 0958", "GB").country, "");
  EXPECT_EQ(read_phone("+999999999999", "").country, "");
}

TEST(Places, CountriesInTheirLanguagesAndDatesBothWays) {
  EXPECT_EQ(find_country("Deutschland"), "DE");
  EXPECT_EQ(find_country("U.S.A."), "US");
  EXPECT_EQ(find_country("日本"), "JP");
  EXPECT_EQ(read_birth_date("12/11/1978").date, 19781211);
  EXPECT_EQ(read_birth_date("12/11/1978").swapped, 19781112);
  EXPECT_EQ(read_birth_date("15-Mar-92").date, 19920315);
  EXPECT_EQ(read_birth_date("20/8/1991").date, 19910820);
  EXPECT_EQ(read_birth_date("19402704").date, 19400427);
  EXPECT_EQ(read_birth_date("19402704").swapped, 19402704) << "19420704 with two digits exchanged";
  EXPECT_EQ(read_birth_date("19740164").date, 19740164) << "no day, but near one";
  EXPECT_EQ(read_birth_date("1974-01-64").date, 0);
}

TEST(Places, AHouseHasANameBeforeTheNumberWhereTheStreetComesAfter) {
  EXPECT_EQ(read_street("Adventura Apartments 638 Downey St").words, std::vector<std::string>{"downey"});
  EXPECT_EQ(read_street("638 Downey St").number, "638");
  EXPECT_EQ(read_street("Hauptstraße 12, Berlin").words, (std::vector<std::string>{"haupt", "berlin"}));
  EXPECT_EQ(read_street("Calle Mayor 7").words, std::vector<std::string>{"mayor"});
}

TEST(Ids, FifteenAndEighteenCharactersAreOneSalesforceId) {
  EXPECT_EQ(without_salesforce_suffix("001A000001ABCdeIAH"), "001A000001ABCde");
  EXPECT_EQ(without_salesforce_suffix("001A000001ABCdeXXX"), "001A000001ABCdeXXX");
}

TEST(Edits, CountSwapsAndStopAtTheLimit) {
  EXPECT_EQ(edits("acme", "acme", 2), 0);
  EXPECT_EQ(edits("acme", "amce", 2), 1);
  EXPECT_EQ(edits("kitten", "sitting", 2), 3);
  EXPECT_EQ(edits("abcdef", "abXdYf", 2), 2);
  EXPECT_EQ(edits("abcdef", "bacdfe", 2), 2);
  EXPECT_EQ(edits("", "ab", 2), 2);
  EXPECT_EQ(edits("ab", "ba", 1), 1);
}

}  // namespace
}  // namespace leadwright::identity
