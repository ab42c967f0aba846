// Domains and mail addresses.
//
//   read_host("https://www.Acme.co.uk:443/en?x=1")  ->  "www.acme.co.uk"
//   registrable("www.acme.co.uk")                   ->  "acme.co.uk", label "acme"
//   registrable("acme.github.io")                   ->  "acme.github.io" (a tenant of github.io)
//
// The whole Public Suffix List is used, private section included; an unknown top level counts as a
// suffix (the list's own default rule `*`). Hosts are lower case A-labels (RFC 3492).
#pragma once

#include <string>
#include <string_view>

namespace leadwright::identity {

// The host of a URL, a bare host or the part behind the `@` of an address; empty where there is none:
// no point in it, an IP address, or letters that no host has.
std::string read_host(std::string_view cell);

// The registrable domain of a host as a part of it, or empty where the host is itself a public suffix.
std::string_view registrable(std::string_view host);
// Its first label: `acme` of `acme.co.uk`.
inline std::string_view label_of(std::string_view registrable_domain) {
  return registrable_domain.substr(0, registrable_domain.find('.'));
}

bool is_free_mail(std::string_view host);     // free or throw-away, the host itself or its registrable domain

// `linkedin:acme` for a company page of LinkedIn, `facebook:acme` for one of Facebook; else empty.
std::string social_page(std::string_view cell);

struct Mail {
  std::string address;     // folded for comparison: lower case, no plus-tag, no dots for Gmail
  std::string local;       // as compared
  std::string host;        // lower case, as written
  bool role = false;       // info@, billing@: names the company, not a person
};
// The first address in a cell (`Ann <ann@acme.com>` too); an empty address where there is none.
// `fold_tags`, `fold_dots`: the two rules that a policy may switch off.
Mail read_mail(std::string_view cell, bool fold_tags = true, bool fold_dots = true);

}  // namespace leadwright::identity
