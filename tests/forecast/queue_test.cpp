#include "forecast/queue.h"

#include <gtest/gtest.h>

#include "queue_experiment.h"

namespace leadwright::forecast {
namespace {

std::vector<Queue::Done> all_of(Queue& queue) {
  std::vector<Queue::Done> done;
  while (queue.next() != no_instant) {
    if (const auto one = queue.step()) done.push_back(*one);
  }
  return done;
}

TEST(Queue, FirstInFirstOut) {
  Queue queue(1);
  queue.arrive(0, 1, 10);
  queue.arrive(3, 2, 5);
  queue.arrive(2, 3, 5);
  const auto done = all_of(queue);
  ASSERT_EQ(done.size(), 3u);
  EXPECT_EQ(done[0].job, 1);
  EXPECT_EQ(done[0].ended, 10);
  EXPECT_EQ(done[1].job, 3);
  EXPECT_EQ(done[1].started, 10);
  EXPECT_EQ(done[2].job, 2);
  EXPECT_EQ(done[2].ended, 20);
}

TEST(Queue, TwoServersWorkAtOnce) {
  Queue queue(2);
  for (int job = 0; job < 4; ++job) queue.arrive(0, job, 10);
  const auto done = all_of(queue);
  EXPECT_EQ(done[1].ended, 10);
  EXPECT_EQ(done[3].ended, 20);
}

TEST(Queue, AServerThatLeavesPutsItsJobBackAtTheHeadWithWhatIsLeft) {
  Queue queue(1);
  queue.arrive(0, 1, 10);
  queue.arrive(1, 2, 1);
  queue.change(4, 0);
  queue.change(100, 1);
  const auto done = all_of(queue);
  EXPECT_EQ(done[0].job, 1);
  EXPECT_EQ(done[0].started, 0);
  EXPECT_EQ(done[0].ended, 106);
  EXPECT_EQ(done[1].ended, 107);
}

TEST(Queue, AJobThatLeavesMakesRoom) {
  Queue queue(1);
  queue.arrive(0, 1, 10);
  queue.arrive(0, 2, 10);
  queue.arrive(0, 3, 10);
  for (int i = 0; i < 3; ++i) queue.step();
  EXPECT_TRUE(queue.leave(4, 1));
  EXPECT_TRUE(queue.leave(5, 3));
  EXPECT_FALSE(queue.leave(5, 9));
  const auto done = all_of(queue);
  ASSERT_EQ(done.size(), 1u);
  EXPECT_EQ(done[0].job, 2);
  EXPECT_EQ(done[0].ended, 14);
}

TEST(Queue, FinishedBeforeTheNumberChangesBeforeArrivals) {
  Queue queue(1);
  queue.arrive(0, 1, 10);
  queue.change(10, 0);
  queue.arrive(10, 2, 1);
  const auto done = all_of(queue);
  ASSERT_EQ(done.size(), 1u);
  EXPECT_EQ(done[0].ended, 10);
  EXPECT_EQ(queue.waiting(), 1);
}

// M/M/1: the mean wait in line is rho / (mu - lambda).
TEST(Queue, OneServerWaitsAsTheClosedFormSays) {
  const auto found = tests::stationary(0.5, 1, 1, [](tests::Stream& s) { return s.exponential_of(1); }, true, 20, 10'000);
  const Interval wait = mean_interval(found.mean_wait, tests::z_999);
  EXPECT_LT(wait.low, 1.0);
  EXPECT_GT(wait.high, 1.0);
  const Interval delayed = mean_interval(found.p_wait, tests::z_999);
  EXPECT_LT(delayed.low, 0.5);
  EXPECT_GT(delayed.high, 0.5);
}

// Erlang's B for one server: rho / (1 + rho).
TEST(Queue, WithoutALineSomeAreLost) {
  const auto found = tests::stationary(1, 1, 1, [](tests::Stream& s) { return s.exponential_of(1); }, false, 20, 10'000);
  const Interval lost = mean_interval(found.lost, tests::z_999);
  EXPECT_LT(lost.low, 0.5);
  EXPECT_GT(lost.high, 0.5);
}

}  // namespace
}  // namespace leadwright::forecast
