#include "core/sweep/slurm.h"

#include "core/error.h"

#include <filesystem>

namespace gauge {
namespace {

namespace fs = std::filesystem;

constexpr const char* kIntroduction = R"sh(#!/bin/sh
# A sweep as a job array of a Slurm cluster, as `gaugescope-cli sweep --slurm` wrote it.
#
#   sh FILE [OPTIONS]   sends the array and, after it, the job that merges its parts. OPTIONS go to sbatch for both, such as --partition=long
#                       --time=2:00:00 --mem=4G; so do SBATCH_PARTITION, SBATCH_TIMELIMIT and the like, which sbatch reads itself.
#                       Sent again after something failed, it goes on from what was done.
#   sh FILE merge       merges the parts here and now, without Slurm.
#
# It may be sent from any folder: names in it are absolute, or relative to `folder`. The program and all files must be the same on every node.
)sh";

constexpr const char* kBody = R"sh(parts=$output.parts  # part-1.npz, …, task-1.log, …, merge.log

die()
{
  printf '%s\n' "gaugescope sweep: $*" >&2
  exit 2
}

# How far a task is, in bytes that only grow.
reached()
{
  if [ -e "$part.unfinished/cells" ]; then wc -c <"$part.unfinished/cells"; else echo 0; fi
}

# Sends a task again that was stopped: by the signal a minute before its time limit, by preemption, or killed. Not where Slurm itself ends the
# job (cancelled, or already sent again), and not without an end: three runs without a single new cell are enough.
again()
{
  [ ! -e "$part" ] || exit 0
  for command in squeue scontrol; do
    command -v $command >/dev/null || die "task $number: expected $command on the node to send it again, found none"
  done
  state=$(squeue -h -j "$task" -o %T) || die "task $number: expected squeue to say how it stands, found the refusal above"
  [ "$state" = RUNNING ] || exit "$1"
  [ "$(tail -n 3 "$began" | grep -cxF "$(reached)")" -lt 3 ] || die "task $number: expected a new cell within three runs, found none; it needs a longer --time or more --mem"
  echo "gaugescope sweep: task $number ended with $1 and is sent again" >&2
  scontrol requeue "$task" || die "task $number: expected Slurm to send it again, found the refusal above"
  exit "$1"
}

task()
{
  number=${SLURM_ARRAY_TASK_ID:-}
  [ -n "$number" ] || die "expected to be a task of an array (sh FILE sends one), found no SLURM_ARRAY_TASK_ID"
  task=${SLURM_ARRAY_JOB_ID}_$number
  part=$parts/part-$number.npz
  began=$parts/part-$number.began
  [ ! -e "$part" ] || exit 0
  reached >>"$began"
  pid='' stopped=''
  trap 'stopped=yes; [ -z "$pid" ] || kill -TERM "$pid"' TERM
  sweep --shard "$number/$tasks" --resume --threads "$threads" -o "$part" &
  pid=$!
  [ -z "$stopped" ] || kill -TERM "$pid"
  status=0
  while :; do  # a trap ends `wait` before the program has ended
    wait "$pid"
    status=$?
    kill -0 "$pid" 2>/dev/null || break
  done
  case $status in
  130 | 137 | 143) again $status ;;
  esac
  exit $status
}

# Parts go when their whole is there; sent again between the two, only they go.
merge()
{
  cd "$parts" || die "$parts: expected the folder of the parts"
  set -- $(seq -f 'part-%.0f.npz' "$tasks")
  if [ ! -e merged ]; then
    "$program" sweep --merge "$@" -o "$output" || exit $?
    : >merged
  fi
  rm -f "$@" part-*.began
}

# What an earlier sending left is gone on with where it was of this script.
prepare()
{
  mkdir -p "$parts" || die "$parts: expected a folder for the parts"
  if [ -e "$parts/array" ] && [ -n "$(squeue -h -j "$(cat "$parts/array")" 2>/dev/null)" ]; then
    die "job $(cat "$parts/array") is at it already; scancel $(cat "$parts/array") ends it"
  fi
  if ! cmp -s "$sender" "$parts/script"; then
    for left in "$parts"/part-*; do
      [ ! -e "$left" ] || die "$left: expected parts of this sweep, found one of another; remove $parts to begin anew"
    done
    cp "$sender" "$parts/script" || die "$parts: expected to write there"
  fi
  rm -f "$parts/merged"
}

# send NAME OPTIONS…: prints the number of the job.
send()
{
  name=$1
  shift
  sent=$(sbatch --parsable --job-name="gaugescope-$name" --nodes=1 --ntasks=1 --chdir="$parts" --requeue --open-mode=append "$@" "$parts/script" "$name") || return
  echo "${sent%%;*}"
}

submit()
{
  command -v sbatch >/dev/null || die "expected sbatch, found none; run this where jobs are sent from"
  [ -x "$program" ] || die "$program: expected the program"
  for option in "$@"; do
    case $option in
    -a* | --array | --array=* | --wrap | --wrap=*) die "$option: expected options for both jobs, found one that the script gives itself" ;;
    esac
  done
  unset SBATCH_ARRAY_INX
  prepare
  array=$(send task --cpus-per-task="$threads" --signal=B:TERM@60 --output=task-%a.log "$@" --array="1-$tasks") ||
    die "expected sbatch to take the array, found the refusal above"
  echo "$array" >"$parts/array"
  if ! merge=$(send merge --output=merge.log "$@" --dependency="afterok:$array" --kill-on-invalid-dep=yes); then
    scancel "$array"
    die "expected sbatch to take the merge, found the refusal above; job $array is cancelled"
  fi
  printf '%s\n' "job $array: $tasks tasks; job $merge: their merge; parts and logs: $parts"
}

sender=$0
case $sender in
/*) ;;
*) sender=$PWD/$sender ;;
esac
cd "$folder" || die "$folder: expected the folder that names are relative to"
case ${1:-} in
task | merge) "$1" ;;
'' | -*) submit "$@" ;;
*) die "expected options of sbatch, or merge, found $1" ;;
esac
)sh";

/// One word for sh. A carriage return is said by its number: sbatch takes no script that seems to be of DOS.
std::string quoted(const std::string& text)
{
    std::string word = "'";
    for (const char c : text) {
        if (c == '\'')
            word += R"('\'')";
        else if (c == '\r')
            word += R"-('"$(printf '\015')"')-";
        else
            word += c;
    }
    return word + '\'';
}

/// `sweep MORE…` in the script: the program in the place of the shell, so that it gets the shell's signals.
std::string sweepFunction(const std::vector<std::string>& arguments)
{
    std::string lines = "sweep()\n{\n  exec \"$program\" sweep";
    for (const std::string& argument : arguments)
        lines += " \\\n    " + quoted(argument);
    return lines + " \\\n    \"$@\"\n}\n\n";
}

}  // namespace

std::string runningProgram()
{
    std::error_code error;
    const fs::path path = fs::read_symlink("/proc/self/exe", error);
    if (error)
        fail("/proc/self/exe: expected the path of this program, found: {}", error.message());
    return path.string();
}

std::string currentFolder()
{
    std::error_code error;
    const fs::path path = fs::current_path(error);
    if (error)
        fail("expected a current folder, found: {}", error.message());
    return path.string();
}

std::string slurmScript(const SlurmJob& job)
{
    const std::string output = (fs::path(job.folder) / job.output).lexically_normal().string();
    if (output.find_first_of("%\\") != std::string::npos)
        fail("{}: expected an output whose path Slurm reads as it is, beside which logs are written, found % or \\ in it",
             output);
    return kIntroduction +
           fmt::format("\nprogram={}\nfolder={}\noutput={}\ntasks={}\nthreads={}\n\n", quoted(job.program),
                       quoted(job.folder), quoted(output), job.tasks, job.threads) +
           sweepFunction(job.arguments) + kBody;
}

}  // namespace gauge
