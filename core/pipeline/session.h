// A session: what is run, what is compared with, and how the window looked, as JSON beside the arrays of its states.
#pragma once

#include "core/pipeline/engine.h"

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

namespace gauge {

/// A snapshot kept under a name, by what makes it again.
struct PinnedRun {
    std::string name;
    RunInput run;
};

struct Session {
    RunInput run;      // a text or a state, parameters, the shown layer, earlier legs
    std::string path;  // where the state was read from; empty: typed, or nowhere known
    std::vector<PinnedRun> pinned;
    int reference = -1;                                // which of them is A; −1: none
    nlohmann::json window = nlohmann::json::object();  // what only the window understands, kept as it is
    nlohmann::json newer = nlohmann::json::object();   // keys this version does not know, where they stood
};

/// The JSON and the arrays it names: states are stored once, as "state-0/mu" and so on.
struct SessionParts {
    nlohmann::json json;
    NpzArrays arrays;
};

SessionParts sessionParts(const Session& session);

/// The way back. Throws Error: which key, what was expected and found. Keys it does not know go to `newer`.
Session sessionFrom(const nlohmann::json& json, const NpzArrays& arrays);

/// Where `newer` has keys, as "run.parameters.colour".
std::vector<std::string> newerKeys(const Session& session);

/// One file: a zip archive of session.json and the arrays (FORMATS.md). Equal sessions give equal bytes.
std::string encodeSession(const Session& session);
Session decodeSession(const std::string& bytes, const std::string& label);

/// A session file, or a folder that holds session.json and state.npz. Throws Error with the path in front.
Session readSession(const std::string& path);

/// Does the path name a session: the suffix .gaugescope, or a folder with a session.json?
bool namesSession(const std::string& path);

/// Parameters by name with their own types, and back: values are checked, names not in the table are added to `unknown`.
nlohmann::json parametersJson(const Parameters& parameters);
Parameters parametersFromJson(const nlohmann::json& json, nlohmann::json& unknown);

}  // namespace gauge
