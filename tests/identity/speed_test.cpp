// What makes the graph fast must not change it: each shortcut beside the long way.
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "identity/compare.h"
#include "identity/order.h"
#include "identity/profile.h"
#include "identity/rarity.h"
#include "identity/similar.h"
#include "identity/sort.h"

namespace leadwright::identity {
namespace {

class Dice {
 public:
  std::uint32_t below(std::uint32_t n) {
    state_ = state_ * 6364136223846793005ULL + 1442695040888963407ULL;
    return static_cast<std::uint32_t>(state_ >> 33) % n;
  }

 private:
  std::uint64_t state_ = 1;
};

TEST(Comparing, APairIsLeftHalfComparedOnlyWhereItCannotReachTheBits) {
  const std::vector<std::string> words = {"Acme", "Acmes", "Vertex", "Light", "Delta", "Energy", "Media", "Group", "Northwind", "Northwnid", "SRP", "Smart", "Ridge", "Pharma"};
  const std::vector<std::string> forms = {"", " GmbH", " Inc.", " Ltd", " Germany", " (Berlin)"};
  const std::vector<std::string> domains = {"", "acme.com", "acme.de", "acme-group.com", "vertexlight.de", "northwind.co.uk", "delta.us", "linkedin.com/company/acme"};
  const std::vector<std::string> phones = {"", "+49 30 1234567", "+1 415 555 2671", "030 1234567"};
  const std::vector<std::string> countries = {"", "DE", "US"};
  const std::vector<std::string> cities = {"", "Berlin", "Munich", "Boston"};
  const std::vector<std::string> streets = {"", "12 Main Street", "12 Garden Road"};
  Dice dice;
  constexpr std::size_t count = 260;
  const std::array<Field, 7> fields = {Field::name, Field::domain, Field::phone, Field::country, Field::city, Field::street, Field::last_name};
  std::array<std::vector<std::string>, 7> cells;
  for (std::size_t i = 0; i < count; ++i) {
    const auto pick = [&](const std::vector<std::string>& of) { return of[dice.below(static_cast<std::uint32_t>(of.size()))]; };
    std::string name = pick(words);
    for (std::uint32_t more = dice.below(3); more > 0; --more) name += " " + pick(words);
    cells[0].push_back(dice.below(12) == 0 ? "" : name + pick(forms));
    cells[1].push_back(pick(domains));
    cells[2].push_back(pick(phones));
    cells[3].push_back(pick(countries));
    cells[4].push_back(pick(cities));
    cells[5].push_back(pick(streets));
    cells[6].push_back(pick({"", "Cole", "Jenkins"}));
  }
  Records records;
  records.count = count;
  std::array<std::vector<std::string_view>, 7> views;
  for (std::size_t f = 0; f < fields.size(); ++f) {
    views[f].assign(cells[f].begin(), cells[f].end());
    records.columns[static_cast<std::size_t>(fields[f])] = views[f];
  }
  const Settings settings;
  Reader reader(settings);
  Profiles profiles = reader.read(records, true, rows_in_order(records));
  for (const bool duplicates : {false, true}) {
    const Rarity rarity(reader, profiles, duplicates ? 2 : 1);
    rarity.price(profiles);
    CompanyComparer comparer(reader.words(), rarity, duplicates ? weights_of_duplicates() : Weights{});
    comparer.set_duplicates(duplicates);
    std::int64_t rejected = 0;
    for (const Profile& a : profiles.of) {
      for (const Profile& b : profiles.of) {
        const Comparison all = comparer.compare(a, b);
        for (const Millibits least : {-6000, -1000, 6000}) {
          const Comparison hasty = comparer.compare(a, b, least, 1000000);
          rejected += all.bits < least && hasty.count < all.count;
          if (all.bits < least) {
            ASSERT_LT(hasty.bits, least);
          } else {
            ASSERT_EQ(hasty.bits, all.bits);
            ASSERT_EQ(hasty.count, all.count);
          }
        }
      }
    }
    EXPECT_GT(rejected, 10000);
  }
}

// Optimal string alignment, the whole table of it.
int edits_by_table(const std::string& a, const std::string& b) {
  std::vector<std::vector<int>> d(a.size() + 1, std::vector<int>(b.size() + 1));
  for (std::size_t i = 0; i <= a.size(); ++i) {
    for (std::size_t j = 0; j <= b.size(); ++j) {
      if (i == 0 || j == 0) {
        d[i][j] = static_cast<int>(i + j);
        continue;
      }
      d[i][j] = std::min({d[i - 1][j] + 1, d[i][j - 1] + 1, d[i - 1][j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1)});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) d[i][j] = std::min(d[i][j], d[i - 2][j - 2] + 1);
    }
  }
  return d[a.size()][b.size()];
}

TEST(Edits, AreThoseOfTheWholeTable) {
  Dice dice;
  for (int round = 0; round < 50000; ++round) {
    std::string a;
    for (std::uint32_t left = dice.below(9); left > 0; --left) a += static_cast<char>('a' + dice.below(3));
    std::string b = a;
    for (std::uint32_t left = dice.below(4); left > 0; --left) {
      const std::size_t at = dice.below(static_cast<std::uint32_t>(b.size()) + 1);
      const std::uint32_t what = dice.below(3);
      if (what == 0 || at == b.size()) b.insert(at, 1, static_cast<char>('a' + dice.below(3)));
      else if (what == 1) b.erase(at, 1);
      else if (at + 1 < b.size()) std::swap(b[at], b[at + 1]);
    }
    const int distance = edits_by_table(a, b);
    for (int limit = 0; limit <= 2; ++limit) ASSERT_EQ(edits(a, b, limit), std::min(distance, limit + 1)) << a << " " << b;
    for (int limit = 1; limit <= 2; ++limit) {
      const int longer = static_cast<int>(std::max(a.size(), b.size()) - std::min(a.size(), b.size()));
      if (distance <= limit) {
        ASSERT_TRUE(may_be_near(letters_of(a), letters_of(b), longer, limit)) << a << " " << b;
      }
    }
  }
}

TEST(Sorting, ByDigitsIsSorting) {
  Dice dice;
  for (const std::uint32_t spread : {1U, 3U, 5000U, 2000000000U}) {
    std::vector<std::uint64_t> numbers(20000);
    for (std::uint64_t& n : numbers) n = static_cast<std::uint64_t>(dice.below(spread)) << 33 | dice.below(spread);
    std::vector<std::uint64_t> sorted = numbers;
    std::sort(sorted.begin(), sorted.end());
    sort_by_key(numbers.data(), numbers.data() + numbers.size(), [](std::uint64_t n) { return n; }, std::less<std::uint64_t>());
    EXPECT_EQ(numbers, sorted);
  }
}

}  // namespace
}  // namespace leadwright::identity
