#include "ui/workspace/document.h"

#include "core/error.h"
#include "ui/views/all_views.h"
#include "ui/views/view_options_json.h"

#include <algorithm>
#include <QCoreApplication>

namespace gauge::ui {
namespace {

using nlohmann::json;

QString titleOf(const QString& panel)
{
    const ViewKind* kind = viewOfPanel(panel);
    return kind ? QCoreApplication::translate("views", kind->title) : panel;
}

QString viewChange(const Document& a, const Document& b)
{
    for (const auto& [name, options] : b.views) {
        const auto before = a.views.find(name);
        if (before == a.views.end())
            return QObject::tr("duplicate %1").arg(titleOf(name));
        if (!(before->second == options))
            return QObject::tr("view of %1").arg(titleOf(name));
    }
    return a.views.size() != b.views.size() ? QObject::tr("close a duplicate") : QString();
}

}  // namespace

bool sameWork(const Document& a, const Document& b)
{
    return a.run.state == b.run.state && a.run.text == b.run.text && a.run.model == b.run.model &&
           a.run.parameters == b.run.parameters && a.run.earlier == b.run.earlier && a.names == b.names &&
           a.pinned == b.pinned && a.reference == b.reference;
}

Session sessionOf(const Document& d, const json& newer, const json& newerOfWindow)
{
    Session s;
    s.run = d.run;
    s.run.extras = {};
    s.path = d.path.toStdString();
    for (const Pinned& p : d.pinned) {
        RunInput run = p.snapshot->input;
        run.extras = {};
        s.pinned.push_back({p.name.toStdString(), run});
    }
    s.reference = d.reference;
    s.newer = newer;
    s.window = newerOfWindow.is_object() ? newerOfWindow : json::object();
    s.window["defaults"] = parametersJson(d.defaults);
    s.window["views"] = json::object();
    for (const auto& [name, options] : d.views)
        s.window["views"][name.toStdString()] = optionsJson(*viewOfPanel(name), options);
    s.window["selection"] = lockJson(d.lock);
    s.window["names"] = namesJson(d.names);
    return s;
}

json newerOfWindow(const Session& session)
{
    json rest = json::object();
    for (const auto& [key, value] : session.window.items())
        if (key != "defaults" && key != "views" && key != "selection" && key != "names")
            rest[key] = value;
    return rest;
}

Document documentOf(const Session& s, const BackendFactory& backends, const RunControl& control)
{
    Document d;
    d.run = s.run;
    d.path = QString::fromStdString(s.path);
    json unknown = json::object();
    const json defaults = s.window.value("defaults", json::object());
    if (!defaults.is_object())
        fail("window.defaults: expected an object, found {}", defaults.type_name());
    d.defaults = parametersFromJson(defaults, unknown);
    const json views = s.window.value("views", json::object());
    if (!views.is_object() || views.size() > 100)
        fail("window.views: expected an object of at most 100 views, found {}", views.type_name());
    for (const auto& [name, options] : views.items())
        if (const QString panel = presentName(QString::fromStdString(name)); !panel.isEmpty())
            d.views[panel] = optionsFromJson(*viewOfPanel(panel), options, "window.views." + name);
    d.lock = lockFromJson(s.window.value("selection", json::object()), "window.selection");
    d.names = namesFromJson(s.window.value("names", json::array()), "window.names");
    Engine engine(backends);
    for (const PinnedRun& pinned : s.pinned)
        d.pinned.push_back({QString::fromStdString(pinned.name), engine.run(pinned.run, control)});
    d.reference = s.reference;
    return d;
}

QString describeChange(const Document& a, const Document& b)
{
    if (a.run.state != b.run.state)
        return b.run.state ? QObject::tr("open %1").arg(QString::fromStdString(b.run.state->name))
                           : QObject::tr("back to the text");
    if (a.run.model != b.run.model)
        return b.run.model ? QObject::tr("trained words") : QObject::tr("built-in words");
    if (a.run.text != b.run.text && !b.run.state)
        return QObject::tr("text");
    if (const QStringList found = parameterChanges(a.run.parameters, b.run.parameters); !found.isEmpty())
        return found.size() > 2 ? QObject::tr("%n parameters", nullptr, static_cast<int>(found.size()))
                                : found.join(QStringLiteral(", "));
    if (a.run.layer != b.run.layer && b.run.layer < 0)
        return QObject::tr("last layer");
    if (a.run.layer != b.run.layer)
        return (b.run.state && b.run.state->recording ? QObject::tr("record %1") : QObject::tr("layer %1"))
            .arg(b.run.layer);
    if (!(a.run.earlier == b.run.earlier))
        return QObject::tr("reset run");
    if (a.pinned.size() != b.pinned.size())
        return a.pinned.size() < b.pinned.size() ? QObject::tr("pin as A") : QObject::tr("unpin A");
    if (!(a.pinned == b.pinned) || a.reference != b.reference)
        return QObject::tr("comparison");
    if (!(a.names == b.names))
        return QObject::tr("name of a group");
    if (const QString view = viewChange(a, b); !view.isEmpty())
        return view;
    return QObject::tr("selection");
}

}  // namespace gauge::ui
