#include "policy/text_index.h"

#include <algorithm>

namespace leadwright::policy {
void TextTable::build() {
  std::sort(entries_.begin(), entries_.end(), [](const Entry& a, const Entry& b) {
    return a.hash != b.hash ? a.hash < b.hash : a.text < b.text;
  });
  int bits = 6;
  while ((std::size_t{1} << bits) < entries_.size() * 16 && bits < 24) ++bits;
  shift_ = 64 - bits;
  filter_.assign(std::size_t{1} << (bits - 6), 0);
  for (const Entry& entry : entries_) {
    const std::uint64_t bit = entry.hash >> shift_;
    filter_[bit / 64] |= std::uint64_t{1} << (bit % 64);
  }
  starts_.assign((std::size_t{1} << (bits - filter_bits_a_bucket)) + 1, 0);
  for (const Entry& entry : entries_) starts_[(entry.hash >> (shift_ + filter_bits_a_bucket)) + 1] += 1;
  for (std::size_t i = 1; i < starts_.size(); ++i) starts_[i] += starts_[i - 1];
}

std::int32_t TextTable::find_sorted(std::string_view text, std::uint64_t hash, std::uint32_t from, std::uint32_t to) const {
  const auto end = entries_.begin() + to;
  const auto at = std::lower_bound(entries_.begin() + from, end, hash, [&](const Entry& entry, std::uint64_t wanted) {
    return entry.hash != wanted ? entry.hash < wanted : entry.text < text;
  });
  return at != end && at->hash == hash && at->text == text ? static_cast<std::int32_t>(at->number) : -1;
}

void EdgeTable::build() {
  table_.build();
  for (const std::string_view text : texts_) lengths_.push_back(text.size());
  std::sort(lengths_.begin(), lengths_.end());
  lengths_.erase(std::unique(lengths_.begin(), lengths_.end()), lengths_.end());
  possible_.assign(places, 0);
  for (const std::string_view text : texts_) {
    const auto index = static_cast<std::size_t>(std::lower_bound(lengths_.begin(), lengths_.end(), text.size()) - lengths_.begin());
    const auto bit = static_cast<std::uint16_t>(1u << std::min(index, most_bits - 1));
    possible_[outermost(text)] |= bit;
    if (text.size() > 1) continue;
    // Whatever stands beside a single byte.
    for (unsigned next = 0; next < 256; ++next) possible_[place(static_cast<unsigned char>(text[0]), static_cast<unsigned char>(next))] |= bit;
  }
}

TextIndex::TextIndex(const Policy& policy, const std::vector<int>& atoms) {
  // Constants by text, for each way of looking for them.
  std::map<std::string_view, std::uint32_t> whole, starts, ends, parts;
  const auto number_of = [&](std::map<std::string_view, std::uint32_t>& known, std::string_view text, std::uint32_t atom) {
    const auto [at, added] = known.emplace(text, static_cast<std::uint32_t>(owners_.size()));
    if (added) owners_.emplace_back();
    std::vector<std::uint32_t>& owners = owners_[at->second];
    if (owners.empty() || owners.back() != atom) owners.push_back(atom);
  };
  for (std::size_t i = 0; i < atoms.size(); ++i) {
    const Atom& atom = policy.atoms[static_cast<std::size_t>(atoms[i])];
    const auto owner = static_cast<std::uint32_t>(i);
    switch (atom.op) {
      case Op::is_known: always_.push_back(owner); break;
      case Op::is:
      case Op::is_any_of:
        for (const std::string& text : atom.texts) number_of(whole, text, owner);
        break;
      case Op::contains:
      case Op::contains_any_of:
        for (const std::string& text : atom.texts) number_of(parts, text, owner);
        break;
      case Op::starts_with: number_of(starts, atom.texts[0], owner); break;
      case Op::ends_with: number_of(ends, atom.texts[0], owner); break;
      default: break;
    }
  }
  for (const auto& [text, number] : whole) whole_.add(text, number);
  for (const auto& [text, number] : starts) starts_.add(text, number);
  for (const auto& [text, number] : ends) ends_.add(text, number);
  for (const auto& [text, number] : parts) parts_.add(text, number);
  asks_for_tails_ = !ends.empty() && whole.empty() && starts.empty() && parts.empty() &&
                    std::all_of(ends.begin(), ends.end(), [](const auto& one) { return one.first.size() <= 8; });
  whole_.build();
  starts_.build();
  ends_.build();
  if (!parts_.empty()) parts_.build();
}

void TextIndex::find(std::string_view text, std::vector<std::uint32_t>& numbers) const {
  numbers.clear();
  if (const std::int32_t found = whole_.find(text); found >= 0) numbers.push_back(static_cast<std::uint32_t>(found));
  starts_.find(text, numbers);
  ends_.find(text, numbers);
  if (parts_.empty()) return;
  const std::size_t before = numbers.size();
  parts_.find(text, numbers);
  if (numbers.size() > before + 1) {
    std::sort(numbers.begin() + static_cast<std::ptrdiff_t>(before), numbers.end());
    numbers.erase(std::unique(numbers.begin() + static_cast<std::ptrdiff_t>(before), numbers.end()), numbers.end());
  }
}

std::vector<std::uint32_t> TextIndex::atoms_of(const std::vector<std::uint32_t>& numbers) const {
  std::vector<std::uint32_t> atoms = always_;
  for (const std::uint32_t number : numbers) atoms.insert(atoms.end(), owners_[number].begin(), owners_[number].end());
  std::sort(atoms.begin(), atoms.end());
  atoms.erase(std::unique(atoms.begin(), atoms.end()), atoms.end());
  return atoms;
}

}  // namespace leadwright::policy
