// Without libFuzzer: every input of a corpus, then mutations of them by a fixed seed. driver FOLDER ROUNDS
#include "core/io/file.h"
#include "tests/fuzz/target.h"

#include <algorithm>
#include <filesystem>
#include <random>
#include <vector>

namespace {

using Random = std::mt19937;

std::size_t upTo(Random& random, std::size_t n)
{
    return std::uniform_int_distribution<std::size_t>(0, n)(random);
}

/// One to eight small changes: bits turned, bytes put in, pieces left out, doubled, or taken from another input.
std::string mutated(std::string bytes, const std::string& other, Random& random)
{
    for (std::size_t changes = upTo(random, 7) + 1; changes > 0; --changes) {
        const std::size_t at = upTo(random, bytes.size());
        const std::size_t length = std::min(upTo(random, 16), bytes.size() - at);
        switch (upTo(random, 4)) {
        case 0:
            if (at < bytes.size())
                bytes[at] = static_cast<char>(bytes[at] ^ (1 << upTo(random, 7)));
            break;
        case 1: bytes.insert(at, 1, static_cast<char>(upTo(random, 255))); break;
        case 2: bytes.erase(at, length); break;
        case 3: bytes.insert(at, bytes.substr(at, length)); break;
        default: {
            const std::size_t from = upTo(random, other.size());
            bytes.replace(at, length, other.substr(from, upTo(random, 64)));
        }
        }
    }
    return bytes;
}

void run(const std::string& bytes)
{
    LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size());
}

}  // namespace

int main(int argc, char** argv)
{
    if (argc != 3) {
        std::fprintf(stderr, "usage: %s CORPUS-FOLDER ROUNDS\n", argv[0]);
        return 2;
    }
    std::vector<std::string> paths;
    for (const auto& entry : std::filesystem::directory_iterator(argv[1]))
        paths.push_back(entry.path().string());
    std::sort(paths.begin(), paths.end());
    std::vector<std::string> corpus;
    for (const std::string& path : paths)
        run(corpus.emplace_back(gauge::readFile(path)));
    if (corpus.empty())
        gauge::fuzz::broken("a corpus has inputs");
    Random random(1);
    const long rounds = std::atol(argv[2]);
    for (long k = 0; k < rounds; ++k)
        run(mutated(corpus[upTo(random, corpus.size() - 1)], corpus[upTo(random, corpus.size() - 1)], random));
    std::printf("%zu inputs and %ld mutations: every one read or refused in a line\n", corpus.size(), rounds);
    return 0;
}
