#include "core/io/frames_table.h"

#include "core/error.h"
#include "core/io/csv_columns.h"
#include "core/io/file.h"
#include "core/io/text_table.h"

#include <fstream>

namespace gauge {

bool isFramesTable(const std::string& path)
{
    if (!hasSuffix(path, ".csv") && !hasSuffix(path, ".tsv") && !hasSuffix(path, ".txt"))
        return false;
    try {
        requireRegular(path, "a table");
        std::ifstream in(path, std::ios::binary);
        const TextTable table(in, {"mu_0", "phi_0"});
        const BeliefColumns columns = beliefColumns(table.header(), table.headerLine());
        return columns.mu.empty() && !columns.phi.empty();
    } catch (const Error&) {
        return false;
    }
}

}  // namespace gauge
