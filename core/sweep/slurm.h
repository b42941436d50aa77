// A sweep as a job array of a Slurm cluster.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace gauge {

/// Path of the program that asks, links followed. Throws Error.
std::string runningProgram();
/// Throws Error.
std::string currentFolder();

struct SlurmJob {
    /// Of `gaugescope-cli sweep`: the source, --vary and all else but -o, --shard, --resume, --threads, --slurm and --tasks.
    std::vector<std::string> arguments;
    std::string output;     // OUT.npz of the whole
    std::size_t tasks = 2;  // parts, each a task of the array; a single one would be the whole
    int threads = 1;        // of each task
    std::string program = runningProgram();
    std::string folder = currentFolder();  // what relative names are relative to
};

/// A script for sh that sends the array and, after it, the job that merges its parts: `sh FILE` on a machine with sbatch. Tasks are sent again (requeue) where a
/// node goes, a task is preempted or reaches its time limit, and go on from what they had; the merge runs when all have ended well. Parts and logs lie beside the
/// output, in OUT.npz.parts. Every argument is quoted: names hold blanks and quotes. Throws Error where the output's path holds what Slurm reads in names of logs.
std::string slurmScript(const SlurmJob& job);

}  // namespace gauge
