// From what a run is asked for to its layers.
#include "core/learn/trained_text.h"
#include "core/pipeline/engine_run.h"
#include "core/pipeline/record_tokens.h"

#include <algorithm>

namespace gauge {

void Run::findState()
{
    if (input_.state != memory_.loaded) {
        memory_.loaded = input_.state;
        ++memory_.loadedNumber;
    }
    recording_ = input_.state ? input_.state->recording.get() : nullptr;
    if (!recording_)
        memory_.records.clear();
    if (input_.state) {
        originKey_ = fmt::format("state {}", memory_.loadedNumber);
        s_.state = input_.state;
    } else {
        embed();
    }
    if (recording_)
        findRecord();
    else if (stages().absorb.given(request_).absorbFrames) {
        bool ran = false;
        originKey_ += " absorbed";
        s_.state = memory_.absorbed.get(originKey_, [&] { return absorbFrames(*s_.state); }, ran);
        note(stages().absorb.name(), ran, 0);
    }
    request_ = resolveFor(input_.parameters, *s_.state);
    n_ = s_.tokens();
    if (!recording_)
        showLayer(request_.evolve.layers);
    Index most = n_;
    for (std::size_t record = 0; records_ && record < records_->count(); ++record)
        most = std::max(most, recording_->records[record].state->tokenCount());
    requireMatricesFit(most, s_.state->heads.size() + static_cast<std::size_t>(s_.layers) + 1, 3);
}

void Run::showLayer(int layers)
{
    s_.layers = layers;
    s_.layer = input_.layer < 0 ? layers : std::min(input_.layer, layers);
    at_ = static_cast<std::size_t>(s_.layer);
}

/// The shown record, and where its tokens are among those of the others.
void Run::findRecord()
{
    records_ = std::make_unique<Records>(*recording_, memory_.records);
    records_->ask(input_.parameters, control_);
    showLayer(static_cast<int>(recording_->records.size()) - 1);
    s_.state = records_->state(at_);
    if (stages().absorb.given(request_).absorbFrames)
        originKey_ += " absorbed";
    std::vector<std::vector<Index>> places;
    bool differ = false;
    for (const Record& record : recording_->records) {
        places.push_back(placesAmong(*recording_, recording_->records[at_], record));
        differ = differ || !places.back().empty();
    }
    if (differ)
        s_.places = std::move(places);
}

void Run::embed()
{
    if (input_.model != memory_.model) {
        memory_.model = input_.model;
        ++memory_.modelNumber;
    }
    bool ran = false;
    originKey_ = fmt::format("text {}\x1fmodel {}\x1f", input_.text, input_.model ? memory_.modelNumber : -1) +
                 stages().embed.key(request_) + (request_.attention.connection.flat() ? "" : "links\x1f");
    s_.state = memory_.embed.get(originKey_, [&] { return stateOfText(input_.text, input_.model.get(), request_); }, ran);
    note(stages().embed.name(), ran, 0);
}

std::shared_ptr<const Start> Run::startUnder(const Request& request)
{
    bool ran = false;
    auto start =
        memory_.start.get(originKey_ + stages().start.key(request), [&] { return startOf(*s_.state, request); }, ran);
    note(stages().start.name(), ran, 0);
    return start;
}

/// The first legs of a run; each is remembered by all that came before it.
std::shared_ptr<const Course> Run::courseOf(const std::vector<Leg>& legs, std::size_t count, bool& ran)
{
    const Leg& leg = legs[count - 1];
    std::shared_ptr<const Course> before;
    if (count > 1)
        before = courseOf(legs, count - 1, ran);
    const int layers = leg.until - (count > 1 ? legs[count - 2].until : 0);
    courseKey_ += originKey_ + stages().start.key(leg.parameters) + stages().layersFor(leg.parameters).key(leg.parameters) +
                  std::to_string(layers) + '\x1e';
    bool legRan = false;
    auto course = memory_.course.get(
        courseKey_,
        [&] {
            Request request = resolveFor(leg.parameters, *s_.state);
            request.evolve.layers = layers;
            const auto start = startUnder(request);
            const Backend& backend = *memory_.backend(request.backend);
            return before ? nextLeg(backend, *before, *start, request, control_)
                          : firstLeg(backend, *start, request, control_);
        },
        legRan);
    ran = ran || legRan;
    return course;
}

void Run::runLegs()
{
    bool ran = false;
    const std::vector<Leg> legs = legsOf(input_);
    course_ = courseOf(legs, legs.size(), ran);
    Index evaluations = static_cast<Index>(course_->run.path.history.size()) * n_ * n_;
    if (!course_->run.layers.empty()) {
        evaluations = 0;
        for (const CondensedLayer& layer : course_->run.layers)
            evaluations += layer.pairEvaluations + layer.memberEvaluations;
    }
    note(stages().layers.name(), ran, evaluations);
}

void Run::lookUpRecords()
{
    bool ran = false;
    courseKey_ = startKey_ + stages().layersFor(request_).key(request_);
    course_ = memory_.course.get(courseKey_, [&] { return records_->course(*backend_); }, ran);
    note("records", ran, records_->evaluations());
}

void Run::runCourse()
{
    if (recording_)
        lookUpRecords();
    else
        runLegs();
    if (!recording_)
        showLayer(static_cast<int>(course_->run.path.layers.size()) - 1);  // fewer than asked for, where all stood still
    const Trajectory& path = course_->run.path;
    s_.condensed = {course_, course_->run.layers};
    s_.layerAt = {course_, course_->layerAt};
    s_.changes = {course_, course_->changes};
    s_.byToken = {course_, path.byToken};
    s_.history = {course_, path.history};
    s_.common = {course_, path.layers[at_]};
    s_.frames = path.frames[at_];
    // Without layers, and at the first, beliefs are as loaded, whatever attention does.
    pathKey_ = s_.layers > 0 ? courseKey_ : startKey_;
    layerKey_ = at_ > 0 ? courseKey_ + std::to_string(at_) + '\x1e' : startKey_;
    bool looked = false;
    s_.health = *memory_.health.get(layerKey_, [&] { return healthOf(s_.common); }, looked);
}

RunLayers Run::layers() const
{
    return {*start_, course_->run.path, course_->framesMoved, recording_ ? &course_->starts : nullptr, recording_};
}

}  // namespace gauge
