#include "tests/support/workspace.h"

#include "core/io/npz.h"
#include "core/learn/trained_text.h"
#include "tests/support/random_state.h"
#include "tests/support/thrown.h"

namespace gauge::ui::test {

void WorkspaceFixture::begin()
{
    const Places places{file("settings.ini"), file("recovery")};
    workspace_ = std::make_unique<Workspace>(thrown::backends(), places);
    connect(workspace_.get(), &Workspace::complained, this, [this](const QString& m) { complaints_ << m; });
    connect(workspace_.get(), &Workspace::said, this, [this](const QString& m) { said_ << m; });
    {
        const Workspace::Hold hold(*workspace_);
        for (const ViewKind& kind : viewKinds())
            workspace_->setView(QLatin1String(kind.name), {});
    }
    workspace_->begin(examples().front());
}

bool WorkspaceFixture::calm()
{
    return QTest::qWaitFor([this] { return workspace_->snapshot() && !workspace_->busy(); }, 30000);
}

void WorkspaceFixture::newGesture()
{
    workspace_->press(true);
    workspace_->press(false);
}

void WorkspaceFixture::setKappa(double kappa)
{
    Parameters p = parameters();
    p.attention.kappa = kappa;
    workspace_->setParameters(p);
}

QString WorkspaceFixture::writeState(const char* name, bool categories)
{
    const NpzArrays arrays = categories ? gauge::test::categorisedArrays({1, 2}, 20, 4)
                                        : gauge::test::randomArrays(gauge::test::Group::Spin1, 20, 4);
    writeNpz(folder_->file(name), {arrays.begin(), arrays.end()});
    return file(name);
}

std::shared_ptr<const State> WorkspaceFixture::state() const
{
    return std::make_shared<const State>(readState(folder_->file("s.npz")));
}

ViewOptions WorkspaceFixture::optionsOf(const char* view, const char* control, const char* value)
{
    ViewOptions options;
    setOption(*findView(QLatin1String(view)), options, QLatin1String(control), QLatin1String(value));
    return options;
}

std::vector<Action> WorkspaceFixture::actions()
{
    const ViewOptions arcs = optionsOf("arcs", "head", "0");
    return {
        {"parameter", [this] { setKappa(5); }},
        {"threshold", [this] { workspace_->setThreshold(1.5); }},
        {"reset", [this] { workspace_->resetParameters(); }},
        {"text", [this] { workspace_->setText(QStringLiteral("one dog and one cat")); }},
        {"layer", [this] { workspace_->setLayer(0); }},
        {"lock", [this] { workspace_->setLock({.locked = {1, 2}}); }},
        {"view", [this, arcs] { workspace_->setView(QStringLiteral("arcs"), arcs); }},
        {"duplicate", [this, arcs] { workspace_->setView(QStringLiteral("arcs-2"), arcs); }},
        {"names", [this] { workspace_->setNames({{{0, 1}, QStringLiteral("a pair")}}); }},
        {"pin", [this] { workspace_->setPinned({{QStringLiteral("first"), workspace_->snapshot()}}, 0); }},
        {"seed", [this] { workspace_->reseed(); }},
        {"state", [this] { workspace_->useState(state(), file("s.npz")); }},
        {"words", [this] { workspace_->useModel(learn::modelFrom("learned")); }},
        {"example", [this] { workspace_->openExample(examples()[1]); }},
    };
}

void WorkspaceFixture::init()
{
    folder_ = std::make_unique<gauge::test::TemporaryFolder>();
    complaints_.clear();
    said_.clear();
    thrown::next = 0;
    begin();
    QVERIFY(calm());
    writeState("s.npz", true);
}

void WorkspaceFixture::cleanup()
{
    workspace_.reset();
    folder_.reset();
}

}  // namespace gauge::ui::test
