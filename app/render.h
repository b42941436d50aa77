// `gaugescope render` and `gaugescope gallery`: figures without a window.
#pragma once

#include "app/options.h"
#include "core/backend/registry.h"

#include <string>
#include <vector>

namespace gauge::app {

/// What the command line says; empty and negative values: not said.
struct RenderArguments {
    std::vector<std::string> inputs;  // several: records of one run
    Reading reading;                  // how IN is to be read
    std::string text;
    std::string model;
    std::vector<std::string> views;
    std::string figure;
    std::string output;
    std::vector<std::string> options;
    std::string width = "139.7mm";
    std::string height;
    std::string theme = "light";
    std::string quantity = "attention";
    std::string head = "mean";
    std::string title;
    std::string family;
    std::string colourMap = "viridis";
    double font = 7;
    double line = 0;
    double dpi = 300;
    int layer = -1;
    int columns = 0;
    bool byCluster = false;
    bool titles = false;
    bool noLetters = false;
    bool noLabels = false;
    bool noColourBar = false;
    bool recipe = false;
    bool data = false;
    Parameters parameters;
};

CLI::App* addRender(CLI::App& app, RenderArguments& arguments);
CLI::App* addGallery(CLI::App& app, RenderArguments& arguments);

/// Throws Error; nothing is written then. Notes for the referee go to standard error.
void render(const RenderArguments& arguments, CLI::App& command, const BackendFactory& backends);
/// Every paper figure into the folder `output`, as FORMAT files.
void gallery(const RenderArguments& arguments, CLI::App& command, const BackendFactory& backends);

}  // namespace gauge::app
