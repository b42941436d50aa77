#include "ui/page/page.h"

#include "core/page/page.h"
#include "ui/page/page_html.h"
#include "ui/page/page_pictures.h"
#include "ui/painter/formula.h"
#include "ui/painter/formula_mathml.h"
#include "ui/views/all_views.h"

namespace gauge::ui {
namespace {

using nlohmann::json;

constexpr std::size_t kLargestPicture = 90'000;  // bytes, in base 64

const std::vector<std::string>& pageViews()
{
    static const std::vector<std::string> all{"attention", "arcs", "beliefs", "consensus", "meta-tokens", "free-energy"};
    return all;
}

/// A page in the making: what its pictures take is not there for numbers.
class Making {
public:
    explicit Making(page::Plan plan)
        : plan_(std::move(plan)), room_(kLargestPage - emptyPageSize()), pictures_(plan_.states.size(), json::array())
    {
    }

    /// Views of every state that a page does not draw, as pictures.
    void picture()
    {
        for (std::size_t k = 0; k < plan_.states.size(); ++k) {
            const page::Shown& shown = plan_.states[k];
            for (const std::string& view : shown.look.views)
                if (!page::drawnOnPage(view) && findView(QString::fromStdString(view)))
                    add(k, view, pictured(view, shown.look.options));
        }
    }

    /// As a window's view shows it.
    void add(std::size_t state, const std::string& view, const Pictured& how)
    {
        const Picture picture = pictureOf({how}, plan_.states[state].scene, kLargestPicture);
        pay(static_cast<std::size_t>(picture.source.size()) + 300);
        pictures_[state].push_back(pictureJson(view, picture));
    }

    void still(const QString& markup)
    {
        pay(static_cast<std::size_t>(markup.toUtf8().size()));
        stills_ += markup;
    }

    QByteArray html(const RunControl& control)
    {
        for (std::size_t k = 0; k < plan_.states.size(); ++k)
            if (page::matrixSize(*plan_.states[k].scene.now) > room_)
                add(k, "attention", pictured("attention", plan_.states[k].look.options));
        page::Content content = page::contentOf(plan_, room_, control);
        for (std::size_t k = 0; k < plan_.states.size(); ++k)
            if (!pictures_[k].empty())
                content.json["states"][k]["pictures"] = pictures_[k];
        return htmlOf(content, QString::fromStdString(plan_.title), stills_);
    }

    const page::Plan& plan() const { return plan_; }

private:
    void pay(std::size_t bytes)
    {
        if (bytes > room_)
            fail("page: expected its pictures to fit into {} bytes, found more", kLargestPage);
        room_ -= bytes;
    }

    page::Plan plan_;
    std::size_t room_;
    std::vector<json> pictures_;  // by state
    QString stills_;
};

QString stillOf(const std::vector<Pictured>& views, const lesson::Scene& scene)
{
    const Picture picture = pictureOf(views, scene, kLargestPicture);
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

/// A step for a reader without scripts: what it says, with its picture.
QString stepStill(const page::Plan& plan, const json& step, std::size_t number)
{
    QString markup = QStringLiteral("<section><h2>%1</h2>\n").arg(QStringLiteral("Step %1").arg(number));
    markup += paragraphOf(step, "text");
    const page::Shown& shown = plan.states[step["state"].get<std::size_t>()];
    if (const auto views = firstOf(shown.look); !views.empty())
        markup += stillOf(views, shown.scene);
    markup += paragraphOf(step, "question");
    if (step.contains("answers"))
        for (const json& answer : step["answers"])
            if (answer["right"].get<bool>())
                markup += paragraphOf(answer, "because");
    markup += paragraphOf(step, "task");
    return markup + paragraphOf(step, "take_away") + QStringLiteral("</section>\n");
}

/// What attention's controls say, by the names that a lesson's states have.
std::map<std::string, std::string> choicesOf(const ViewKind& kind, const ViewOptions& options)
{
    std::map<std::string, std::string> choices;
    const ViewControl* quantity = controlOf(kind, QStringLiteral("quantity"));
    const int head = controlOf(kind, QStringLiteral("head"))->place.get(options);
    choices["quantity"] = quantity->choices[static_cast<std::size_t>(quantity->place.get(options))];
    choices["head"] = head >= 0 ? std::to_string(head) : "mean";
    choices["by-cluster"] = controlOf(kind, QStringLiteral("by-cluster"))->place.get(options) != 0 ? "on" : "off";
    return choices;
}

page::Look lookOf(const FigureSpec& spec)
{
    page::Look look;
    for (const FigurePanel& panel : spec.panels) {
        look.views.emplace_back(panel.kind->name);
        if (look.views.back() == "attention")
            look.options["attention"] = choicesOf(*panel.kind, panel.options);
    }
    if (std::ranges::none_of(look.views, page::drawnOnPage))
        look.views.insert(look.views.end(), pageViews().begin(), pageViews().end());
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
    Making making(page::planOf(titleOf(spec, *scenes.snapshot).toStdString(), shown, pinned));
    for (const FigurePanel& panel : spec.panels)
        if (!page::drawnOnPage(panel.kind->name))
            making.add(0, panel.kind->name, {panel.kind, panel.options});
    for (const std::string& view : pageViews())
        if (const Pictured how = panelFor(spec, view); refusalOf(how, shown.scene).isEmpty())
            making.still(stillOf({how}, shown.scene));
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
    making.picture();
    std::size_t number = 0;
    for (const json& step : making.plan().lesson["steps"])
        making.still(stepStill(making.plan(), step, ++number));
    return making.html(control);
}

}  // namespace gauge::ui
