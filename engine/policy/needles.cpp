#include "policy/needles.h"

#include <algorithm>

namespace leadwright::policy {

void Needles::add(std::string_view needle, std::uint32_t owner) { entries_.push_back({needle, owner}); }

void Needles::build() {
  for (const Entry& entry : entries_) {
    for (const char byte : entry.needle) {
      std::uint16_t& letter = letter_[static_cast<unsigned char>(byte)];
      if (letter == 0) letter = static_cast<std::uint16_t>(letters_++);
    }
  }

  // The tree of needles; state 0 is the root, so 0 also means "no edge" while it is built.
  next_.assign(letters_, 0);
  std::vector<std::vector<std::uint32_t>> hits(1);
  for (const Entry& entry : entries_) {
    std::uint32_t state = 0;
    for (const char byte : entry.needle) {
      const std::size_t edge = std::size_t{state} * letters_ + letter_[static_cast<unsigned char>(byte)];
      if (next_[edge] == 0) {
        next_[edge] = static_cast<std::uint32_t>(hits.size());
        hits.emplace_back();
        next_.resize(next_.size() + letters_, 0);
      }
      state = next_[edge];
    }
    hits[state].push_back(entry.owner);
  }

  // Breadth first: a missing edge goes where the longest proper suffix would go.
  std::vector<std::uint32_t> failure(hits.size(), 0);
  shorter_.assign(hits.size(), 0);
  std::vector<std::uint32_t> queue;
  for (std::uint32_t letter = 0; letter < letters_; ++letter) {
    if (next_[letter] != 0) queue.push_back(next_[letter]);
  }
  for (std::size_t i = 0; i < queue.size(); ++i) {
    const std::uint32_t state = queue[i];
    const std::uint32_t suffix = failure[state];
    shorter_[state] = hits[suffix].empty() ? shorter_[suffix] : suffix;
    for (std::uint32_t letter = 0; letter < letters_; ++letter) {
      std::uint32_t& target = next_[std::size_t{state} * letters_ + letter];
      const std::uint32_t by_suffix = next_[std::size_t{suffix} * letters_ + letter];
      if (target == 0) {
        target = by_suffix;
      } else {
        failure[target] = by_suffix;
        queue.push_back(target);
      }
    }
  }
  hits_from_.reserve(hits.size() + 1);
  for (const std::vector<std::uint32_t>& of_state : hits) {
    hits_from_.push_back(static_cast<std::uint32_t>(hits_.size()));
    hits_.insert(hits_.end(), of_state.begin(), of_state.end());
  }
  hits_from_.push_back(static_cast<std::uint32_t>(hits_.size()));
}

void Needles::find(std::string_view text, std::vector<std::uint32_t>& owners) const {
  std::uint32_t state = 0;
  for (const char byte : text) {
    state = next_[std::size_t{state} * letters_ + letter_[static_cast<unsigned char>(byte)]];
    for (std::uint32_t at = state; at != 0; at = shorter_[at]) {
      for (std::uint32_t h = hits_from_[at]; h < hits_from_[at + 1]; ++h) owners.push_back(hits_[h]);
    }
  }
}

}  // namespace leadwright::policy
