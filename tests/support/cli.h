// Running the built command-line program.
#pragma once

#include <string>
#include <vector>

namespace gauge::test {

struct CliResult {
    int code = -1;
    std::string out;
    std::string err;
};

/// Runs `program`, a path or a name in build/bin, with these arguments, no shell involved.
CliResult runProgram(const std::string& program, const std::vector<std::string>& arguments);
CliResult runCli(const std::vector<std::string>& arguments);

/// A fresh folder for the calling test, removed when the object goes.
class TemporaryFolder {
public:
    TemporaryFolder();
    ~TemporaryFolder();
    std::string file(const std::string& name) const { return path_ + "/" + name; }

private:
    std::string path_;
};

}  // namespace gauge::test
