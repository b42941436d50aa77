#include "ui/page/page.h"

#include "core/page/page.h"
#include "ui/page/page_html.h"
#include "ui/page/page_pictures.h"
#include "ui/painter/formula.h"
#include "ui/painter/formula_mathml.h"
#include "ui/views/all_views.h"

#include <algorithm>
#include <set>

namespace gauge::ui {

std::vector<std::string> ignoredOnPage(const ViewKind& kind, const ViewOptions& options)
{
    std::vector<std::string> controls;
    for (const ViewControl& control : kind.controls)
        if (page::drawnOnPage(kind.name) && control.place.get &&
            control.place.get(options) != control.place.get(ViewOptions()) &&
            !page::followedOnPage(kind.name, control.name))
            controls.emplace_back(control.name);
    return controls;
}

namespace {

using nlohmann::json;

// Bytes, in base 64.
constexpr std::size_t kLargestPicture = 90'000;
constexpr std::size_t kSmallestPicture = 30'000;
constexpr std::size_t kLargestStills = 800'000;  // all that is read where no script runs

/// A page in the making: what its pictures take is not there for numbers.
class Making {
public:
    explicit Making(page::Plan plan)
        : plan_(std::move(plan)), room_(kLargestPage - emptyPageSize()), pictures_(plan_.states.size(), json::array())
    {
        pay(2 * static_cast<std::size_t>(QString::fromStdString(plan_.title).toHtmlEscaped().toUtf8().size()));
    }

    /// Views of every state that a page does not draw, or not as the state asks for, as pictures.
    void picture()
    {
        for (std::size_t k = 0; k < plan_.states.size(); ++k) {
            page::Look& look = plan_.states[k].look;
            std::vector<std::string> drawn;
            for (const std::string& view : look.views) {
                if (!findView(QString::fromStdString(view)))
                    continue;  // a panel: training, parameters
                const Pictured how = pictured(view, look.options);
                if (page::drawnOnPage(view) && ignoredOnPage(*how.kind, how.options).empty())
                    drawn.push_back(view);
                else
                    add(k, view, how);
            }
            look.views = drawn;
        }
    }

    /// As a window's view shows it.
    void add(std::size_t state, const std::string& view, const Pictured& how)
    {
        const Picture picture = pictureOf({how}, plan_.states[state].scene, kLargestPicture);
        pay(sizeOf(picture));
        pictures_[state].push_back(pictureJson(view, picture));
    }

    /// False where there is no room for it beside what has to be there.
    bool still(const QString& markup)
    {
        const auto bytes = static_cast<std::size_t>(markup.toUtf8().size());
        if (bytes > stillsRoom_)
            return false;
        stillsRoom_ -= bytes;
        pay(bytes);
        stills_ += markup;
        return true;
    }

    QByteArray html(const RunControl& control)
    {
        page::Content content = page::contentOf(plan_, room_, control);
        while (pictureBare(content))
            content = page::contentOf(plan_, room_, control);
        for (std::size_t k = 0; k < plan_.states.size(); ++k)
            if (!pictures_[k].empty())
                content.json["states"][k]["pictures"] = pictures_[k];
        return htmlOf(content, QString::fromStdString(plan_.title), stills_);
    }

    const page::Plan& plan() const { return plan_; }
    /// Bytes of a still, so that all of so many fit.
    static std::size_t stillRoom(std::size_t count)
    {
        return std::clamp(kLargestStills / std::max<std::size_t>(count, 1), kSmallestPicture, kLargestPicture);
    }

private:
    static std::size_t sizeOf(const Picture& picture)
    {
        return page::writtenSize(json(picture.source.toStdString())) + 2 * static_cast<std::size_t>(picture.words.size()) +
               300;
    }

    /// Attention as a picture where a state has no energies; true where one was added, which takes room from the numbers.
    bool pictureBare(const page::Content& content)
    {
        bool added = false;
        for (std::size_t k = 0; k < plan_.states.size(); ++k)
            if (content.json["states"][k]["stored"].size() == 1 &&
                !content.json["states"][k]["stored"][0].contains("energy") && bare_.insert(k).second) {
                add(k, "attention", pictured("attention", plan_.states[k].look.options));
                added = true;
            }
        return added;
    }

    void pay(std::size_t bytes)
    {
        if (bytes > room_)
            fail("page: expected its pictures to fit into {} bytes, found more", kLargestPage);
        room_ -= bytes;
    }

    page::Plan plan_;
    std::size_t room_;
    std::size_t stillsRoom_ = kLargestStills;
    std::vector<json> pictures_;  // by state
    std::set<std::size_t> bare_;  // states without energies
    QString stills_;
};

QString stillOf(const std::vector<Pictured>& views, const lesson::Scene& scene, std::size_t room)
{
    const Picture picture = pictureOf(views, scene, room);
    const QString words = picture.words.toHtmlEscaped();
    return QStringLiteral(
               "<figure><img src=\"%1\" width=\"%2\" height=\"%3\" alt=\"%4\"><figcaption>%4</figcaption></figure>\n")
        .arg(picture.source, QString::number(picture.size.width()), QString::number(picture.size.height()), words);
}

/// The first two that can be drawn.
std::vector<Pictured> firstOf(const page::Look& look)
{
    std::vector<Pictured> views;
    for (const std::string& view : look.views)
        if (views.size() < 2 && findView(QString::fromStdString(view)))
            views.push_back(pictured(view, look.options));
    return views;
}

QString pieceMarkup(const json& piece)
{
    const std::string kind = piece["k"];
    if (kind == "break")
        return QStringLiteral("</p><p>");
    if (kind == "formula" || kind == "display")
        return markupOf(piece["m"]);
    const QString words = QString::fromStdString(piece[kind == "number" ? "s" : "t"]).toHtmlEscaped();
    return kind == "stress" ? QStringLiteral("<em>%1</em>").arg(words) : words;
}

QString paragraphOf(const json& step, const char* key, const QString& before = {})
{
    if (!step.contains(key))
        return {};
    QString markup;
    for (const json& piece : step[key])
        markup += pieceMarkup(piece);
    return QStringLiteral("<p>%1%2</p>\n").arg(before, markup);
}

const QString kNoRoom = QStringLiteral("<p>(Its picture would make this page too large.)</p>\n");

/// The same, or that there is no room for it.
QString stillWithin(const std::vector<Pictured>& views, const lesson::Scene& scene, std::size_t room)
{
    try {
        return stillOf(views, scene, room);
    } catch (const Error&) {
        return kNoRoom;
    }
}

/// What a step says, for a reader without scripts, with its picture.
QString stepStill(const json& step, std::size_t number, const QString& picture)
{
    QString markup = QStringLiteral("<section><h2>Step %1</h2>\n").arg(number);
    markup += paragraphOf(step, "text") + picture + paragraphOf(step, "question");
    if (step.contains("answers"))
        for (const json& answer : step["answers"])
            if (answer["right"].get<bool>())
                markup += paragraphOf(answer, "because");
    markup += paragraphOf(step, "task");
    return markup + paragraphOf(step, "take_away") + QStringLiteral("</section>\n");
}

/// Every step; the picture of a state stands once.
void addStills(Making& making, const std::vector<page::Look>& looks)
{
    const json& steps = making.plan().lesson["steps"];
    const std::size_t room = Making::stillRoom(steps.size());
    std::map<std::size_t, std::size_t> seen;  // states, by the step of their picture
    std::size_t number = 0;
    for (const json& step : steps) {
        const auto state = step["state"].get<std::size_t>();
        const auto [first, fresh] = seen.emplace(state, ++number);
        QString picture = QStringLiteral("<p>(Its picture is that of step %1.)</p>\n").arg(first->second);
        if (fresh) {
            const auto views = firstOf(looks[state]);
            picture = views.empty() ? QString() : stillWithin(views, making.plan().states[state].scene, room);
        }
        if (!making.still(stepStill(step, number, picture)) && !making.still(stepStill(step, number, kNoRoom)))
            return;  // the words of some steps are enough to fill it
    }
}

/// How a view is set, by the names that a lesson's states have.
std::map<std::string, std::string> choicesOf(const ViewKind& kind, const ViewOptions& options)
{
    std::map<std::string, std::string> choices;
    for (const ViewControl& control : kind.controls) {
        if (!control.place.get)
            continue;
        const int chosen = control.place.get(options);
        if (control.isSwitch())
            choices[control.name] = chosen != 0 ? "on" : "off";
        else if (!control.choices.empty())
            choices[control.name] = control.nameOf(chosen);
        else
            choices[control.name] = chosen >= 0 ? std::to_string(chosen) : "mean";
    }
    return choices;
}

page::Look lookOf(const FigureSpec& spec)
{
    page::Look look;
    for (const FigurePanel& panel : spec.panels) {
        look.views.emplace_back(panel.kind->name);
        if (page::drawnOnPage(look.views.back()))
            look.options[look.views.back()] = choicesOf(*panel.kind, panel.options);
    }
    if (std::ranges::none_of(look.views, page::drawnOnPage))
        look.views.insert(look.views.end(), page::viewsOnPage().begin(), page::viewsOnPage().end());
    return look;
}

/// A view as a panel has it, or as it is at first.
Pictured panelFor(const FigureSpec& spec, const std::string& view)
{
    for (const FigurePanel& panel : spec.panels)
        if (panel.kind->name == view)
            return {panel.kind, panel.options};
    return pictured(view, {});
}

lesson::Looking lookingOf(const FigureSpec& spec)
{
    lesson::Looking looking;
    if (spec.panels.empty())
        return looking;
    const Selection& selection = spec.panels.front().selection;
    looking.locked.assign(selection.locked.begin(), selection.locked.end());
    looking.receiver = selection.lockedReceiver;
    looking.sender = selection.lockedSender;
    return looking;
}

QString titleOf(const FigureSpec& spec, const Snapshot& run)
{
    if (!spec.look.title.isEmpty())
        return spec.look.title;
    const std::string name = run.state->name.empty() ? run.input.text : run.state->name;
    return name.empty() ? QStringLiteral("Gaugescope") : QString::fromStdString(name);
}

/// What turns the direction of all that follows, or is no sign at all, is none of a title's.
QString withoutControls(QString title)
{
    for (QChar& c : title)
        if (c.category() == QChar::Other_Control || c.category() == QChar::Other_Format)
            c = QLatin1Char(' ');
    return title.simplified();
}

}  // namespace

QByteArray pageOf(const FigureSpec& spec, const FigureScenes& scenes, const BackendFactory& backends,
                  const RunControl& control)
{
    const auto engine = std::make_shared<Engine>(backends);
    page::Shown shown;
    shown.scene.now = scenes.snapshot;
    shown.scene.pinned = scenes.reference;
    shown.scene.looking = lookingOf(spec);
    shown.scene.run = [engine, control](const RunInput& input) { return engine->run(input, control); };
    shown.look = lookOf(spec);
    std::optional<page::Shown> pinned;
    if (scenes.reference) {
        pinned = page::Shown{shown.scene, {}, -1, {}};
        pinned->scene.now = scenes.reference;
        pinned->scene.pinned = nullptr;
    }
    Making making(page::planOf(withoutControls(titleOf(spec, *scenes.snapshot)).toStdString(), shown, pinned));
    for (const FigurePanel& panel : spec.panels)
        if (!page::drawnOnPage(panel.kind->name))
            making.add(0, panel.kind->name, {panel.kind, panel.options, panel.map});
    for (const std::string& view : page::viewsOnPage())
        if (const Pictured how = panelFor(spec, view); refusalOf(how, shown.scene).isEmpty())
            making.still(stillOf({how}, shown.scene, kLargestPicture));
    return making.html(control);
}

QByteArray pageOf(const lesson::Lesson& lesson, const lesson::FileReader& files, const BackendFactory& backends,
                  const RunControl& control)
{
    const page::Typeset typeset = [](const std::string& markup, bool display) {
        const QString formula = QString::fromStdString(markup);
        return json{{"m", mathMl(formula, display)}, {"t", spokenFormula(formula).toStdString()}};
    };
    Making making(page::planOf(lesson, files, backends, typeset, control));
    std::vector<page::Look> looks;  // as they are before views become pictures
    for (const page::Shown& shown : making.plan().states)
        looks.push_back(shown.look);
    making.picture();
    addStills(making, looks);
    return making.html(control);
}

}  // namespace gauge::ui
