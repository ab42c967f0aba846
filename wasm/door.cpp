// The engine's door to JavaScript: bytes in, bytes out.
//
// Everything that a user supplied crosses as UTF-8 in linear memory, never as a JavaScript string:
//
//   const at = door.reserve(n);  HEAPU8.set(request, at);      // a request, or a piece of a file
//   const status = door.ask("explain_json");                   // or door.append()
//   const bytes = door.answer().slice();                       // a view: gone with the next call
//
// A request is its arguments one after another, each behind its length (32 bits, little endian).
// Nothing is thrown across: what a library or the allocator throws becomes an answer of status `fault`,
// and the session lives on. `wasm/session.mjs` is the other side of this door.
#include <emscripten/bind.h>

#include <charconv>
#include <cstring>
#include <exception>
#include <new>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "base/json.h"
#include "leadwright.h"

namespace {

using leadwright::Problems;
using leadwright::Result;
using leadwright::Session;

// What an answer's bytes are. The numbers are part of the door.
enum class Status : int {
  done = 0,      // what was asked for: JSON, CSV, text, or 32-bit integers
  problems = 1,  // {"problems": [...]}: the user's files are wrong
  fault = 2,     // {"kind": ..., "message": ...}: the engine could not go on
};

struct Answer {
  Status status;
  std::string bytes;
};

using Arguments = std::vector<std::string_view>;

Answer done(std::string bytes) { return {Status::done, std::move(bytes)}; }

Answer from(const Problems& problems) {
  return problems.empty() ? done("") : Answer{Status::problems, leadwright::problems_json(problems)};
}

Answer from(Result<std::string> result) {
  return result.ok() ? done(std::move(result).value()) : from(result.problems());
}

Answer fault(std::string_view kind, std::string_view message) {
  leadwright::json::Writer writer;
  writer.object().field("kind", kind).field("message", message).end();
  return {Status::fault, std::move(writer).text()};
}

std::string names_json(const std::vector<std::string>& names) {
  leadwright::json::Writer writer;
  writer.array();
  for (const std::string& name : names) writer.string(name);
  writer.end();
  return std::move(writer).text();
}

std::string wanted_json(const std::vector<leadwright::WantedFile>& files) {
  leadwright::json::Writer writer;
  writer.array();
  for (const leadwright::WantedFile& file : files) {
    writer.object().field("role", file.role).key("names").array();
    for (const std::string& name : file.names) writer.string(name);
    writer.end().field("listed", file.listed).end();
  }
  writer.end();
  return std::move(writer).text();
}

Answer rows_answer(const Result<std::vector<std::uint32_t>>& rows) {
  if (!rows.ok()) return from(rows.problems());
  std::string bytes(rows.value().size() * sizeof(std::uint32_t), '\0');
  if (!bytes.empty()) std::memcpy(bytes.data(), rows.value().data(), bytes.size());
  return done(std::move(bytes));
}

std::vector<std::uint32_t> rows_argument(std::string_view bytes) {
  std::vector<std::uint32_t> rows(bytes.size() / sizeof(std::uint32_t));
  if (!rows.empty()) std::memcpy(rows.data(), bytes.data(), rows.size() * sizeof(std::uint32_t));
  return rows;
}

std::int64_t number_argument(std::string_view text) {
  std::int64_t number = 0;
  std::from_chars(text.data(), text.data() + text.size(), number);
  return number;
}

int width_argument(std::string_view text) { return static_cast<int>(number_argument(text)); }

struct Command {
  std::string_view name;
  std::size_t arguments;
  Answer (*run)(Session&, const Arguments&);
};

// One line a question; the names are those of engine/leadwright.h.
const Command commands[] = {
    {"version", 0, [](Session&, const Arguments&) { return done(std::string(leadwright::version())); }},
    {"tzdata_version", 0, [](Session&, const Arguments&) { return done(std::string(leadwright::tzdata_version())); }},
    {"policy_schema", 0, [](Session&, const Arguments&) { return done(leadwright::policy_schema()); }},
    {"begin_file", 2,
     [](Session& s, const Arguments& a) {
       s.begin_file(a[0], static_cast<std::uint64_t>(number_argument(a[1])));
       return done("");
     }},
    {"finish_file", 0, [](Session& s, const Arguments&) { return from(s.finish_file()); }},
    {"remove_file", 1,
     [](Session& s, const Arguments& a) {
       s.remove_file(a[0]);
       return done("");
     }},
    {"wanted_files", 1, [](Session&, const Arguments& a) { return done(wanted_json(Session::wanted_files(a[0]))); }},
    {"set_policy", 2, [](Session& s, const Arguments& a) { return from(s.set_policy(a[0], a[1])); }},
    {"propose_policy", 0, [](Session& s, const Arguments&) { return done(s.propose_policy()); }},
    {"files_json", 0, [](Session& s, const Arguments&) { return done(s.files_json()); }},
    {"run", 0, [](Session& s, const Arguments&) { return from(s.run()); }},
    {"outputs", 0, [](Session& s, const Arguments&) { return done(names_json(s.outputs())); }},
    {"output", 2, [](Session& s, const Arguments& a) { return done(s.output(a[0], a[1] == "1")); }},
    {"summary_json", 0, [](Session& s, const Arguments&) { return done(s.summary_json()); }},
    {"summary_text", 1, [](Session& s, const Arguments& a) { return done(s.summary_text(width_argument(a[0]))); }},
    {"select", 1, [](Session& s, const Arguments& a) { return rows_answer(s.select(a[0])); }},
    {"rows_json", 1, [](Session& s, const Arguments& a) { return done(s.rows_json(rows_argument(a[0]))); }},
    {"errors_json", 2,
     [](Session& s, const Arguments& a) {
       return done(s.errors_json(number_argument(a[0]), number_argument(a[1])));
     }},
    {"explain_json", 2, [](Session& s, const Arguments& a) { return from(s.explain_json(a[0], a[1])); }},
    {"explain_text", 3,
     [](Session& s, const Arguments& a) { return from(s.explain_text(a[0], a[1], width_argument(a[2]))); }},
    {"match_json", 0, [](Session& s, const Arguments&) { return from(s.match_json()); }},
    {"match_text", 1, [](Session& s, const Arguments& a) { return from(s.match_text(width_argument(a[0]))); }},
    {"why_json", 2, [](Session& s, const Arguments& a) { return from(s.why_json(a[0], a[1])); }},
    {"why_text", 3,
     [](Session& s, const Arguments& a) { return from(s.why_text(a[0], a[1], width_argument(a[2]))); }},
    {"reconcile_json", 0, [](Session& s, const Arguments&) { return from(s.reconcile_json()); }},
    {"reconcile_text", 1,
     [](Session& s, const Arguments& a) { return from(s.reconcile_text(width_argument(a[0]))); }},
    {"check_json", 0, [](Session& s, const Arguments&) { return from(s.check_json()); }},
    {"check_text", 1, [](Session& s, const Arguments& a) { return from(s.check_text(width_argument(a[0]))); }},
    {"diff_json", 2, [](Session& s, const Arguments& a) { return from(s.diff_json(a[0], a[1])); }},
    {"diff_text", 3,
     [](Session& s, const Arguments& a) { return from(s.diff_text(a[0], a[1], width_argument(a[2]))); }},
    {"forecast_json", 1, [](Session& s, const Arguments& a) { return from(s.forecast_json(a[0])); }},
    {"forecast_text", 2,
     [](Session& s, const Arguments& a) { return from(s.forecast_text(a[0], width_argument(a[1]))); }},
    {"clock_json", 1, [](Session& s, const Arguments& a) { return from(s.clock_json(a[0])); }},
    {"clock_vectors", 2, [](Session&, const Arguments& a) { return from(Session::clock_vectors(a[0], a[1])); }},
};

// What nlohmann/json, the standard library or the allocator may throw ends here.
template <class Work>
Answer guard(Work work) {
  try {
    return work();
  } catch (const std::bad_alloc&) {
    return fault("out_of_memory", "this is more than fits into the memory of a tab (4 GB)");
  } catch (const std::length_error&) {
    return fault("out_of_memory", "this is more than fits into the memory of a tab (4 GB)");
  } catch (const std::exception& error) {
    return fault("internal", error.what());
  } catch (...) {
    return fault("internal", "an unknown fault");
  }
}

class Door {
 public:
  // The address of `size` bytes for the next call to take; 0 where there is no room for them.
  std::uintptr_t reserve(double size) {
    constexpr double most = 1024.0 * 1024 * 1024;
    request_.clear();
    if (!(size >= 0 && size <= most)) return 0;
    try {
      request_.resize(static_cast<std::size_t>(size));
    } catch (const std::exception&) {
      return 0;
    }
    return reinterpret_cast<std::uintptr_t>(request_.data());
  }

  // The bytes are the next piece of the file that `begin_file` opened.
  int append() {
    return keep(guard([&] {
      session_.append(request_);
      return done("");
    }));
  }

  // The bytes are the arguments of a command.
  int ask(const std::string& name) {
    return keep(guard([&] {
      const Arguments arguments = split(request_);
      for (const Command& command : commands) {
        if (command.name == name && command.arguments == arguments.size()) {
          return command.run(session_, arguments);
        }
      }
      return fault("internal", "no command `" + name + "` with " + std::to_string(arguments.size()) + " arguments");
    }));
  }

  emscripten::val answer() const {
    return emscripten::val(emscripten::typed_memory_view(
        answer_.size(), reinterpret_cast<const unsigned char*>(answer_.data())));
  }

 private:
  static Arguments split(std::string_view request) {
    Arguments arguments;
    std::uint32_t length = 0;
    while (request.size() >= sizeof length) {
      std::memcpy(&length, request.data(), sizeof length);
      arguments.push_back(request.substr(sizeof length, length));
      request.remove_prefix(sizeof length + arguments.back().size());
    }
    return arguments;
  }

  int keep(Answer answer) {
    answer_ = std::move(answer.bytes);
    return static_cast<int>(answer.status);
  }

  Session session_;
  std::string request_;
  std::string answer_;
};

}  // namespace

EMSCRIPTEN_BINDINGS(leadwright) {
  emscripten::class_<Door>("Door")
      .constructor<>()
      .function("reserve", &Door::reserve)
      .function("append", &Door::append)
      .function("ask", &Door::ask)
      .function("answer", &Door::answer);
}
