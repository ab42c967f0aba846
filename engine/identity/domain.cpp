#include "identity/domain.h"

#include <algorithm>
#include <cstdint>
#include <span>
#include <vector>

#include "identity/fold.h"
#include "identity/hash.h"
#include "identity/tables.h"
#include "identity/words.h"

namespace leadwright::identity {
namespace {

// A packed set of hashes (make_tables.mjs, `packed`), opened once.
class HashSet {
 public:
  HashSet(std::span<const unsigned char> bytes, int bits) : shift_(64 - bits) {
    std::uint64_t value = 0;
    std::uint64_t step = 0;
    int shift = 0;
    for (const unsigned char byte : bytes) {
      step |= static_cast<std::uint64_t>(byte & 0x7f) << shift;
      shift += 7;
      if ((byte & 0x80) != 0) continue;
      value += step;
      values_.push_back(value);
      step = 0;
      shift = 0;
    }
    starts_.assign((std::size_t{1} << parts) + 1, 0);
    for (const std::uint64_t v : values_) ++starts_[static_cast<std::size_t>(v >> (bits - parts)) + 1];
    for (std::size_t i = 1; i < starts_.size(); ++i) starts_[i] += starts_[i - 1];
  }
  bool holds(std::uint64_t hashed) const {
    const auto from = values_.begin() + starts_[static_cast<std::size_t>(hashed >> (64 - parts))];
    const auto to = values_.begin() + starts_[static_cast<std::size_t>(hashed >> (64 - parts)) + 1];
    return std::find(from, to, hashed >> shift_) != to;
  }

 private:
  static constexpr int parts = 12;           // the upper bits that lead to a few values
  int shift_;
  std::vector<std::uint64_t> values_;        // rising
  std::vector<std::uint32_t> starts_;
};

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }

// Punycode of one label (RFC 3492, section 6.3), with its prefix.
std::string ace_label(const std::vector<std::uint32_t>& label) {
  std::string out = "xn--";
  for (const std::uint32_t c : label) {
    if (c < 0x80) out += static_cast<char>(c);
  }
  const auto basic = static_cast<std::uint32_t>(out.size() - 4);
  std::uint32_t handled = basic;
  if (basic > 0) out += '-';
  std::uint32_t n = 128;
  std::uint32_t delta = 0;
  std::uint32_t bias = 72;
  while (handled < label.size()) {
    std::uint32_t next = UINT32_MAX;
    for (const std::uint32_t c : label) {
      if (c >= n && c < next) next = c;
    }
    delta += (next - n) * (handled + 1);
    n = next;
    for (const std::uint32_t c : label) {
      if (c < n) ++delta;
      if (c != n) continue;
      std::uint32_t q = delta;
      for (std::uint32_t k = 36;; k += 36) {
        const std::uint32_t t = k <= bias ? 1 : k >= bias + 26 ? 26 : k - bias;
        if (q < t) break;
        const std::uint32_t digit = t + (q - t) % (36 - t);
        out += static_cast<char>(digit < 26 ? 'a' + digit : '0' + digit - 26);
        q = (q - t) / (36 - t);
      }
      out += static_cast<char>(q < 26 ? 'a' + q : '0' + q - 26);
      delta = handled == basic ? delta / 700 : delta / 2;
      delta += delta / (handled + 1);
      std::uint32_t k = 0;
      for (; delta > 455; k += 36) delta /= 35;
      bias = k + 36 * delta / (delta + 38);
      delta = 0;
      ++handled;
    }
    ++delta;
    ++n;
  }
  return out;
}

// Code points of a label in lower case; letters with marks keep them, as IDNA does.
std::vector<std::uint32_t> code_points(std::string_view label) {
  std::vector<std::uint32_t> points;
  for (std::size_t at = 0; at < label.size();) {
    const auto byte = static_cast<unsigned char>(label[at]);
    const int length = byte < 0x80 ? 1 : byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2;
    std::uint32_t point = byte < 0x80 ? byte : byte & (0xff >> (length + 1));
    for (int i = 1; i < length && at + i < label.size(); ++i) point = point << 6 | (static_cast<unsigned char>(label[at + i]) & 0x3f);
    if ((point >= 0xc0 && point <= 0xde && point != 0xd7) || (point >= 0x410 && point <= 0x42f)) point += 32;
    points.push_back(point);
    at += length;
  }
  return points;
}

}  // namespace

std::string read_host(std::string_view cell) {
  while (!cell.empty() && (cell.front() == ' ' || cell.front() == '<' || cell.front() == '"')) cell.remove_prefix(1);
  if (const std::size_t scheme = cell.find("://"); scheme != std::string_view::npos && scheme < 12) cell.remove_prefix(scheme + 3);
  cell = cell.substr(0, cell.find_first_of("/?#\\ ,;>\"\t\n"));
  if (const std::size_t user = cell.rfind('@'); user != std::string_view::npos) cell.remove_prefix(user + 1);
  cell = cell.substr(0, cell.find(':'));
  while (!cell.empty() && cell.back() == '.') cell.remove_suffix(1);
  while (!cell.empty() && cell.front() == '.') cell.remove_prefix(1);
  if (cell.find('.') == std::string_view::npos || cell.size() > 253) return {};
  std::string host;
  host.reserve(cell.size());
  bool letters = false;
  bool wide = false;
  for (const char raw : cell) {
    const char c = lower(raw);
    wide = wide || (static_cast<unsigned char>(c) & 0x80) != 0;
    if (!is_word_byte(c) && c != '.' && c != '-' && c != '_') return {};
    if (c == '.' && !host.empty() && host.back() == '.') return {};
    letters = letters || (c >= 'a' && c <= 'z') || wide;
    host += c;
  }
  if (!letters) return {};
  if (!wide) return host;
  std::string ascii;
  for (std::size_t at = 0; at <= host.size();) {
    const std::size_t point = std::min(host.find('.', at), host.size());
    const std::string_view label = std::string_view(host).substr(at, point - at);
    const bool plain = std::all_of(label.begin(), label.end(), [](char c) { return (static_cast<unsigned char>(c) & 0x80) == 0; });
    ascii += at > 0 ? "." : "";
    ascii += plain ? std::string(label) : ace_label(code_points(label));
    at = point + 1;
  }
  return ascii;
}

std::string_view registrable(std::string_view host) {
  static const HashSet icann(tables::suffix_icann, 32);
  static const HashSet tenant(tables::suffix_tenant, 32);
  static const HashSet wildcard(tables::suffix_wildcard, 32);
  static const HashSet exception(tables::suffix_exception, 32);
  // From the longest suffix to the shortest: the first that a rule names is the public suffix, and the
  // registrable domain has one label more.
  std::size_t before = std::string_view::npos;   // where the candidate with one more label starts
  for (std::size_t at = 0;;) {
    const std::string_view suffix = host.substr(at);
    const std::size_t point = suffix.find('.');
    const std::uint64_t hashed = hash(suffix);
    if (point != std::string_view::npos && exception.holds(hashed)) return suffix;
    const bool is_suffix = icann.holds(hashed) || tenant.holds(hashed) ||
                           (point != std::string_view::npos && wildcard.holds(hash(suffix.substr(point + 1)))) ||
                           point == std::string_view::npos;
    if (is_suffix) return before == std::string_view::npos ? std::string_view{} : host.substr(before);
    before = at;
    at += point + 1;
  }
}

bool is_free_mail(std::string_view host) {
  static const HashSet free(tables::free_mail, 40);
  return free.holds(hash(host)) || free.holds(hash(registrable(host)));
}

std::string social_page(std::string_view cell) {
  std::string lowered(cell);
  std::transform(lowered.begin(), lowered.end(), lowered.begin(), lower);
  const std::pair<std::string_view, std::string_view> pages[] = {
      {"linkedin.com/company/", "linkedin:"}, {"linkedin.com/school/", "linkedin:"}, {"facebook.com/", "facebook:"}};
  for (const auto& [path, kind] : pages) {
    const std::size_t at = lowered.find(path);
    if (at == std::string::npos) continue;
    const std::string_view rest = std::string_view(lowered).substr(at + path.size());
    const std::string_view slug = rest.substr(0, rest.find_first_of("/?# "));
    if (!slug.empty()) return std::string(kind) + std::string(slug);
  }
  return {};
}

Mail read_mail(std::string_view cell, bool fold_tags, bool fold_dots) {
  Mail mail;
  const std::size_t at = cell.find('@');
  if (at == std::string_view::npos || at == 0) return mail;
  std::size_t start = at;
  while (start > 0) {
    const char c = cell[start - 1];
    if (c == ' ' || c == '<' || c == '"' || c == ',' || c == ';' || c == '(' || c == ':' || c == '\t') break;
    --start;
  }
  std::string_view local = cell.substr(start, at - start);
  mail.host = read_host(cell.substr(at + 1));
  if (mail.host.empty() || local.empty()) return {};
  if (mail.host == "googlemail.com" && fold_dots) mail.host = "gmail.com";
  for (const char c : local) {
    if (c == '+' && fold_tags) break;
    if (c == '.' && fold_dots && mail.host == "gmail.com") continue;
    mail.local += lower(c);
  }
  if (mail.local.empty()) return {};
  mail.role = is_role_mailbox(mail.local);
  mail.address = mail.local + '@' + mail.host;
  return mail;
}

}  // namespace leadwright::identity
