#include "identity/cut.h"

#include <algorithm>
#include <initializer_list>
#include <tuple>

#include "base/text.h"

namespace leadwright::identity {
namespace {

constexpr std::size_t most_cut_blocks = 200;
constexpr std::size_t longest_example = 80;

// The cells that keys of the kind are made from.
std::initializer_list<Field> fields_of(KeyKind kind, bool companies) {
  static constexpr auto ids = {Field::tax_id, Field::lei, Field::duns, Field::external_id};
  static constexpr auto domain = {Field::domain, Field::email};
  static constexpr auto mail = {Field::email, Field::domain};
  static constexpr auto phone = {Field::phone};
  static constexpr auto birth = {Field::birth_date};
  static constexpr auto address = {Field::street, Field::postcode};
  static constexpr auto person = {Field::name, Field::last_name, Field::first_name};
  static constexpr auto owner = {Field::last_name, Field::first_name};       // on a company's record
  static constexpr auto name = {Field::name, Field::domain, Field::email};
  static constexpr auto company = {Field::company, Field::domain, Field::email};
  switch (kind) {
    case KeyKind::id: return ids;
    case KeyKind::site:
    case KeyKind::page: return domain;
    case KeyKind::mail: return mail;
    case KeyKind::phone: return phone;
    case KeyKind::birth: return birth;
    case KeyKind::address: return address;
    case KeyKind::person:
    case KeyKind::person_place: return companies ? owner : person;
    default: return companies ? name : company;
  }
}

std::string example_of(KeyKind kind, const Records& records, Node node) {
  const bool companies = node.role != table::Role::leads && node.role != table::Role::contacts;
  for (const Field field : fields_of(kind, companies)) {
    std::string_view cell = text::trim(records.at(field, node.row));
    if (cell.empty()) continue;
    std::size_t end = std::min(cell.size(), longest_example);
    while (end > 0 && end < cell.size() && (static_cast<unsigned char>(cell[end]) & 0xc0) == 0x80) --end;
    return std::string(cell.substr(0, end)) + (end < cell.size() ? "…" : "");
  }
  return {};
}

}  // namespace

CutBlock cut_block(std::string_view prefix, KeyKind kind, const Records& records, Node first, std::int64_t count, std::int64_t pairs) {
  return {std::string(prefix) + std::string(name_of(kind)), example_of(kind, records, first), count, pairs};
}

void settle_cut_blocks(std::vector<CutBlock>& blocks) {
  std::sort(blocks.begin(), blocks.end(), [](const CutBlock& a, const CutBlock& b) {
    if (a.pairs_not_compared != b.pairs_not_compared) return a.pairs_not_compared > b.pairs_not_compared;
    return std::tie(a.key, a.example, a.records) < std::tie(b.key, b.example, b.records);
  });
  if (blocks.size() > most_cut_blocks) blocks.resize(most_cut_blocks);
}

}  // namespace leadwright::identity
