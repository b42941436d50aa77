#include "core/page/page.h"

#include "core/error.h"

namespace gauge::page {
namespace {

using nlohmann::json;

constexpr std::size_t kNotes = 400;  // bytes that a state's notes take at most
constexpr int kRefused = 3;          // layers that did not fit before no more are tried

/// Layers of one state in the making.
struct Filled {
    json state;
    std::map<int, json> layers;
    bool withoutMatrices = false;
    bool otherTokens = false;  // some records have
};

class Filler {
public:
    Filler(const Plan& plan, std::size_t room, const RunControl& control) : plan_(plan), room_(room), control_(control) {}

    Content fill()
    {
        for (const Shown& shown : plan_.states) {
            const Piece piece = stateOn(shown);
            pay(piece.cost(lists_) + kNotes, "the parameters of a state");
            states_.push_back({piece.into(lists_), {}});
        }
        for (std::size_t k = 0; k < states_.size(); ++k)
            fillShown(k);
        for (std::size_t k = 0; k < states_.size(); ++k)
            for (const int layer : plan_.states[k].layersAsked)
                fillLayer(k, layer);
        for (std::size_t k = 0; k < states_.size(); ++k)
            fillRest(k);
        return content();
    }

private:
    void pay(std::size_t bytes, const char* what)
    {
        if (used_ + bytes > room_)
            fail("page: expected {} to fit into {} bytes, found {}", what, room_, used_ + bytes);
        used_ += bytes;
    }

    void fillShown(std::size_t k)
    {
        const Shown& shown = plan_.states[k];
        const Snapshot& run = *shown.scene.now;
        if (!take(k, run)) {
            const Piece bare = layerOn(shown, run, plan_.uses, false);
            pay(bare.cost(lists_), "a layer without its energies");
            states_[k].layers[run.layer] = bare.into(lists_);
            states_[k].withoutMatrices = true;
        }
    }

    /// False where there is no room for it.
    bool take(std::size_t k, const Snapshot& run)
    {
        if (matrixSize(run) > 2 * room_)  // not even where half of it is there already
            return false;
        const Piece piece = layerOn(plan_.states[k], run, plan_.uses, true);
        const std::size_t bytes = piece.cost(lists_);
        if (used_ + bytes > room_)
            return false;
        used_ += bytes;
        states_[k].layers[run.layer] = piece.into(lists_);
        return true;
    }

    /// False where there is no room for it.
    bool fillLayer(std::size_t k, int layer)
    {
        control_.check();
        const Shown& shown = plan_.states[k];
        if (states_[k].layers.contains(layer) || layer > shown.scene.now->layers || states_[k].withoutMatrices)
            return true;
        const auto run = runAt(shown.scene, layer);
        if (run->state->tokens != shown.scene.now->state->tokens) {
            states_[k].otherTokens = true;
            return true;
        }
        return take(k, *run);
    }

    /// As many of the other layers as fit, each as far as may be from those that are there.
    void fillRest(std::size_t k)
    {
        const int layers = plan_.states[k].scene.now->layers;
        std::vector<int> away(static_cast<std::size_t>(layers) + 1, layers + 1);  // from the nearest that was tried
        const auto tried = [&away](int layer) {
            for (std::size_t other = 0; other < away.size(); ++other)
                away[other] = std::min(away[other], std::abs(static_cast<int>(other) - layer));
        };
        for (const auto& [layer, stored] : states_[k].layers)
            tried(layer);
        int refused = 0;
        while (!states_[k].withoutMatrices && refused < kRefused) {
            const auto farthest = std::ranges::max_element(away);
            if (*farthest == 0)
                return;
            const auto layer = static_cast<int>(farthest - away.begin());
            refused += fillLayer(k, layer) ? 0 : 1;
            tried(layer);
        }
    }

    Content content()
    {
        json states = json::array();
        for (std::size_t k = 0; k < states_.size(); ++k) {
            json state = std::move(states_[k].state);
            state["stored"] = json::array();
            for (auto& [number, layer] : states_[k].layers)
                state["stored"].push_back(std::move(layer));
            state["notes"] = notesOf(k);
            states.push_back(std::move(state));
        }
        Content content;
        content.json = {
            {"format", "gaugescope-page"}, {"version", 1}, {"title", plan_.title}, {"states", std::move(states)}};
        if (!plan_.about.empty())
            content.json["about"] = plan_.about;
        if (!plan_.lesson.is_null())
            content.json["lesson"] = plan_.lesson;
        content.lists = lists_.all();
        return content;
    }

    /// What a state lacks, in words.
    std::vector<std::string> notesOf(std::size_t k) const
    {
        const Snapshot& run = *plan_.states[k].scene.now;
        std::vector<std::string> notes;
        if (run.request.attention.precision != Precision::Double)
            notes.emplace_back(
                "The program took these energies in less than double precision; the page goes on from them in double.");
        const std::size_t stored = states_[k].layers.size();
        if (states_[k].withoutMatrices)
            notes.push_back(
                fmt::format("The energies of {} tokens are too large for this page: attention is a picture here, as "
                            "the program drew it.",
                            run.tokens()));
        else if (states_[k].otherTokens)
            notes.emplace_back("Records with other tokens than the one on show are left out.");
        else if (stored <= static_cast<std::size_t>(run.layers))
            notes.push_back(
                fmt::format("Of {} layers of {} tokens this page has {}: more would make it larger than a page may be.",
                            run.layers + 1, run.tokens(), stored == 1 ? "the one on show" : std::to_string(stored)));
        return notes;
    }

    const Plan& plan_;
    std::size_t room_;
    const RunControl& control_;
    std::size_t used_ = 1000;  // what stands around the states
    Lists lists_;
    std::vector<Filled> states_;
};

}  // namespace

Plan planOf(const std::string& title, Shown shown, std::optional<Shown> pinned)
{
    Plan plan;
    plan.title = title;
    if (pinned)
        shown.pinned = 1;
    plan.states.push_back(std::move(shown));
    if (pinned)
        plan.states.push_back(std::move(*pinned));
    return plan;
}

Content contentOf(const Plan& plan, std::size_t room, const RunControl& control)
{
    const std::size_t spoken = writtenSize(plan.lesson) + writtenSize(plan.title) + writtenSize(plan.about);
    if (spoken + 2000 > room)
        fail("page: expected the lesson's words to fit into {} bytes, found {}", room, spoken);
    return Filler(plan, room - spoken, control).fill();
}

}  // namespace gauge::page
