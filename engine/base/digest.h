// SHA-256 (FIPS 180-4), in hexadecimal: the policy's hash and the digests that are compared between
// native, node and browser.
#pragma once

#include <string>
#include <string_view>

namespace leadwright {
std::string sha256(std::string_view bytes);
}
