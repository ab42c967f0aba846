// A forecast told: as JSON and in words.
#pragma once

#include <string>

#include "forecast/forecast.h"
#include "report/report.h"

namespace leadwright::report {

struct ForecastTold {
  const policy::Policy* policy = nullptr;
  forecast::Options options;
  const forecast::History* history = nullptr;
  const forecast::Outcome* outcome = nullptr;
  forecast::Count recorded;                       // clocks of the dry run that ended
  const forecast::Outcome* before = nullptr;      // what it is compared with, or nothing
  std::string before_is;                          // "the recorded volume with everybody there", "the policy `old`"
};

std::string forecast_json(const ForecastTold&);
std::string forecast_text(const ForecastTold&, int width);

}  // namespace leadwright::report
