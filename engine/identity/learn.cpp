#include "identity/learn.h"

#include <algorithm>

namespace leadwright::identity {
namespace {

constexpr std::int64_t belief = 20;      // pairs that the shipped price is worth

Millibits price(std::int64_t differ, std::int64_t all, Millibits shipped) {
  // The shipped price as a share in millionths: 2^(shipped).
  std::uint64_t share = 1000000;
  for (Millibits left = -shipped; left > 0; left -= 250) share = share * 841 / 1000;      // 2^-0.25
  const std::uint64_t m = (static_cast<std::uint64_t>(differ) * 1000000 + static_cast<std::uint64_t>(belief) * share) / static_cast<std::uint64_t>(all + belief);
  return std::max(-log2_ratio(1000000, std::max<std::uint64_t>(m, 1)), -12000);
}

}  // namespace

void Learning::see(const Comparison& c, const Profile& a, const Profile& b) {
  if (c.name != Outcome::same && c.name != Outcome::spelling) return;
  if (!c.same_domain && !c.same_phone) return;
  if (a.company.country != b.company.country) return;       // a subsidiary
  const auto count = [](Share& share, std::uint64_t x, std::uint64_t y) {
    if (x == 0 || y == 0) return false;
    ++share.all;
    share.differ += x != y;
    return x != y;
  };
  count(form_, a.company.form_number, b.company.form_number);
  if (count(country_, a.country, b.country)) return;        // the coarsest difference stands for all
  if (count(city_, a.city, b.city)) return;
  count(postcode_, a.postcode, b.postcode);
  if (a.street_number != 0 && b.street_number != 0) {
    ++street_.all;
    street_.differ += !c.same_street;
  }
  if (c.same_domain) count(phone_, a.phone % 100000000, b.phone % 100000000);
}

Weights Learning::weights(Weights shipped) const {
  shipped.country_differs = price(country_.differ, country_.all, shipped.country_differs);
  shipped.city_differs = price(city_.differ, city_.all, shipped.city_differs);
  shipped.postcode_differs = price(postcode_.differ, postcode_.all, shipped.postcode_differs);
  shipped.street_differs = price(street_.differ, street_.all, shipped.street_differs);
  shipped.phone_differs = price(phone_.differ, phone_.all, shipped.phone_differs);
  shipped.form_differs = price(form_.differ, form_.all, shipped.form_differs);
  return shipped;
}

}  // namespace leadwright::identity
