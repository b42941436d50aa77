// Pictures of views for a page: of those that it does not draw itself, and for readers whose browser runs no scripts.
#pragma once

#include "core/lesson/scene.h"
#include "ui/scene/view_kind.h"

#include <nlohmann/json.hpp>

namespace gauge::ui {

/// A view of a scene, its options aside. Options by name as a lesson's states have them.
struct Pictured {
    const ViewKind* kind = nullptr;
    ViewOptions options;
    MapState map = {};
};
Pictured pictured(const std::string& view, const std::map<std::string, std::map<std::string, std::string>>& options);

/// Why a view has nothing to show of a scene; empty where it has.
QString refusalOf(const Pictured& view, const lesson::Scene& scene);

struct Picture {
    QString source;  // a data address: SVG or PNG, whichever is smaller
    QString words;   // what it shows
    QSize size;      // CSS pixels
};

/// Up to two beside one another. At most `room` bytes: coarser ones where it has to be.
Picture pictureOf(const std::vector<Pictured>& views, const lesson::Scene& scene, std::size_t room);

/// As a page's states have it.
nlohmann::json pictureJson(const std::string& view, const Picture& picture);

}  // namespace gauge::ui
