// Which pairs are looked at at all: records that share a key.
//
// Keys are 64-bit hashes of a kind and a value, kept sorted with the rows that bear them. A key borne by
// more rows than `most_rows` is cut: none of its pairs is looked at for its sake, and it is counted.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "identity/hash.h"
#include "identity/profile.h"
#include "identity/rarity.h"
#include "table/block.h"

namespace leadwright::identity {

enum class KeyKind : std::uint8_t {
  id, site, phone, spelled, spelled_place, page, word, word_pair, deletion, lead_words, initials, edge, mail,
  person, person_place, birth, address, alias, form_name
};
inline constexpr int key_kinds = 19;
std::string_view name_of(KeyKind);

// Keys of a company's name, domain, phone: `sharp` ones that equal companies share, and `blunt` ones that
// find what is misspelt, shortened or abbreviated.
void sharp_company_keys(const Profile&, const Dictionary&, std::vector<std::uint64_t>& out);
void blunt_company_keys(const Profile&, const Dictionary&, const Rarity&, bool reference, std::vector<std::uint64_t>& out);

constexpr std::uint64_t make_key(KeyKind kind, std::uint64_t value) {
  return (mix(value, static_cast<std::uint64_t>(kind) + 1) & ~std::uint64_t{31}) | static_cast<std::uint64_t>(kind);
}
constexpr KeyKind kind_of_key(std::uint64_t key) { return static_cast<KeyKind>(key & 31); }

// A record by one of its keys.
struct KeyedRow {
  std::uint64_t key;
  std::int32_t row;
};

// The rows of one table that share a key.
class Blocks {
 public:
  explicit Blocks(std::int32_t most_rows) : most_rows_(most_rows) {}
  void add(std::uint64_t key, std::int32_t row) { entries_.push_back({key, row}); }
  void build();                                  // sorts; no more `add` after it

  struct Block {
    std::uint64_t key;
    std::int32_t from, to;                       // in `rows`
    std::int32_t size() const { return to - from; }
  };
  const std::vector<Block>& all() const { return blocks_; }        // of two rows and more, cut ones too
  const std::vector<std::int32_t>& rows() const { return rows_; }  // rising within a block
  std::int32_t most_rows() const { return most_rows_; }

 private:
  std::int32_t most_rows_;
  table::Block<KeyedRow> entries_;
  std::vector<std::int32_t> rows_;
  std::vector<Block> blocks_;
};

// The rows of a table by key, for looking up.
class KeyIndex {
 public:
  explicit KeyIndex(std::int32_t most_rows) : most_rows_(most_rows) {}
  void add(std::uint64_t key, std::int32_t row) { entries_.push_back({key, row}); }
  void build();                                  // sorts; no more `add` after it
  // Leaves out most of the keys that no row bears, and asks for the memory that `rows` will need for the others, for
  // all of them at once.
  void prepare(std::vector<std::uint64_t>& keys) const;
  // The rows of a key; none where it is cut.
  std::pair<const std::int32_t*, const std::int32_t*> rows(std::uint64_t key, std::int32_t* cut_size) const;

 private:
  struct Run {
    std::uint64_t key;
    std::int32_t from, to;                       // in rows_
  };
  std::int32_t most_rows_;
  table::Block<KeyedRow> entries_;
  std::vector<std::int32_t> rows_;
  std::vector<Run> runs_;
  std::vector<std::uint32_t> starts_;            // of the runs by the key's upper bits
  int shift_ = 63;
  std::vector<std::uint64_t> borne_;             // a bit by the key's upper bits, more of them: small enough for a cache
  int borne_shift_ = 63;
};

}  // namespace leadwright::identity
