#!/usr/bin/env bash
# Holds the rooms apart (CONTRIBUTING.md): who may include what, and no source that no target lists.
set -u
cd "$(dirname "$0")/../.."
bad=0
forbid() { # message, pattern, folders...
  local message=$1 pattern=$2; shift 2
  local found; found=$(grep -rnE "$pattern" --include='*.h' --include='*.cpp' --include='*.cu' "$@")
  [ -z "$found" ] || { echo "$message"; echo "$found"; bad=1; }
}
forbid "core includes Qt, CUDA or another room:" '#include [<"](Q[A-Z]|cuda|cublas|cusolver|qcustomplot|ui/|gpu/|app/)' core
forbid "gpu includes Qt or another room:" '#include [<"](Q[A-Z]|qcustomplot|ui/|app/)' gpu
forbid "ui includes CUDA, gpu or the commands:" '#include [<"](cuda|gpu/|app/(cli|options))' ui
forbid "TBB outside core's sources:" '#include <(oneapi/)?tbb' ui app gpu
for h in $(find core -name '*.h'); do
  grep -qE '#include <(oneapi/)?tbb' "$h" && { echo "TBB in a header: $h"; bad=1; }
done
forbid "Conditional compilation:" '^#(if|ifdef|elif)' core gpu ui app
for f in $(find core gpu ui app tests -name '*.cpp' | sort); do
  room=${f%%/*}
  grep -q "${f#*/}" "$room/CMakeLists.txt" || { echo "no target lists $f"; bad=1; }
done
[ $bad = 0 ] && echo "rooms: in order"
exit $bad
