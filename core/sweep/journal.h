// What a sweep has done so far, kept beside its file while it runs: a killed one goes on and loses no cell that was done.
#pragma once

#include "core/sweep/run.h"
#include "core/sweep/table.h"

#include <cstdio>
#include <memory>
#include <string>
#include <vector>

namespace gauge {

/// The folder OUT.unfinished: plan.json; `cells`, a record a step with a checksum; and where paths stand, chain-U.npz. Records are appended as steps
/// end and not synced: they survive the process, and what a lost machine left half written is not taken for a record.
class SweepJournal {
public:
    /// Begins anew, or with `resume` goes on where there is something to go on with. Throws Error: an unfinished sweep that is not to be resumed, or is
    /// another one (what differs), a folder that cannot be written.
    SweepJournal(const std::string& output, const Sweeper& sweeper, const Shard& shard, bool resume);
    ~SweepJournal();
    SweepJournal(const SweepJournal&) = delete;
    SweepJournal& operator=(const SweepJournal&) = delete;

    /// What was done before, and then whatever is kept.
    const SweepTable& table() const { return table_; }
    /// What is left to do.
    std::vector<UnitStart> left() const;
    std::size_t cellsDone() const { return cellsDone_; }
    std::size_t cellsInAll() const { return cellsInAll_; }
    /// Cells without numbers, and the reason of one of them; empty without.
    std::size_t failed() const { return failed_; }
    const std::string& failure() const { return failure_; }

    /// Throws Error where the disk refuses.
    void keep(const SweptStep& step);
    /// Removes the folder, once the sweep's file is written.
    void finish();

    static std::string folderOf(const std::string& output);

private:
    void readRecords();
    void apply(std::size_t unit, std::size_t step, const std::vector<std::vector<double>>& values,
               const std::string& failure);
    void keepChain(const SweptStep& step) const;
    std::string chainFile(std::size_t unit) const;
    std::size_t doneOf(std::size_t unit) const;

    const Sweeper& sweeper_;
    const Shard shard_;
    const std::string folder_;
    SweepTable table_;
    std::vector<std::size_t> firstStep_;  // of every unit, among all steps
    std::vector<char> done_;              // of all steps
    std::size_t cellsDone_ = 0, cellsInAll_ = 0, failed_ = 0;
    std::string failure_;
    std::unique_ptr<std::FILE, int (*)(std::FILE*)> records_;
};

}  // namespace gauge
