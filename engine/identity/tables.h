// The generated tables of this room (make_tables.mjs), as they lie in tables.cpp.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace leadwright::identity::tables {

// Code point * 2^14 + place of its folded form in the pool, sorted; a form ends with a zero byte.
extern const std::span<const std::uint32_t> folding;
extern const unsigned char* const folding_pool;

// Sorted hashes (hash.h) as differences in variable length bytes, 40 bits for mail, 32 for suffixes.
extern const std::span<const unsigned char> free_mail;
extern const std::span<const unsigned char> suffix_icann;
extern const std::span<const unsigned char> suffix_tenant;     // the list's private section
extern const std::span<const unsigned char> suffix_wildcard;   // `ck` of `*.ck`
extern const std::span<const unsigned char> suffix_exception;  // `www.ck` of `!www.ck`

// Lines `squashedname CODE`; `COUNTRY calling trunk shortest longest` for telephones.
extern const std::string_view countries;
extern const std::string_view states;
extern const std::string_view phones;

}  // namespace leadwright::identity::tables
