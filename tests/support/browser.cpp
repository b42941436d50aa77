#include "tests/support/browser.h"

#include <QEventLoop>
#include <QJsonDocument>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QRegularExpression>
#include <QStandardPaths>
#include <QTimer>
#include <QUrl>
#include <stdexcept>

namespace gauge::test {
namespace {

constexpr int kPatienceMs = 60000;

[[noreturn]] void complain(const QString& words)
{
    throw std::runtime_error(words.toStdString());
}

QString driverPath()
{
    const QString path = QStandardPaths::findExecutable(QStringLiteral("chromedriver"));
    if (path.isEmpty())
        complain(QStringLiteral("expected chromedriver (Debian's chromium-driver), found none"));
    return path;
}

}  // namespace

Browser::Browser(bool scripts) : network_(std::make_unique<QNetworkAccessManager>())
{
    driver_.setProgram(driverPath());
    driver_.setArguments({QStringLiteral("--port=0")});
    driver_.setProcessChannelMode(QProcess::MergedChannels);
    driver_.start();
    static const QRegularExpression started(QStringLiteral("started successfully on port ([0-9]+)"));
    QString said;
    while (!said.contains(started)) {
        if (!driver_.waitForReadyRead(kPatienceMs))
            complain(QStringLiteral("expected chromedriver to start, found: ") + said);
        said += QString::fromUtf8(driver_.readAll());
    }
    address_ = QStringLiteral("http://127.0.0.1:%1").arg(started.match(said).captured(1));
    QJsonObject options{{"args", QJsonArray{"--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage",
                                            "--hide-scrollbars", "--force-device-scale-factor=1", "--no-first-run",
                                            "--user-data-dir=" + profile_.path()}}};
    if (!scripts)
        options["prefs"] = QJsonObject{{"profile.managed_default_content_settings.javascript", 2}};
    const QJsonObject wanted{{"browserName", "chrome"},
                             {"goog:chromeOptions", options},
                             {"goog:loggingPrefs", QJsonObject{{"browser", "ALL"}}},
                             {"unhandledPromptBehavior", "ignore"}};
    const QJsonValue session =
        tell("POST", QStringLiteral("/session"), {{"capabilities", QJsonObject{{"alwaysMatch", wanted}}}});
    session_ = QStringLiteral("/session/") + session["sessionId"].toString();
}

Browser::~Browser()
{
    try {
        tell("DELETE", session_);
    } catch (const std::exception&) {
        driver_.kill();  // it hangs, and its browser with it
    }
    driver_.terminate();
    driver_.waitForFinished(5000);
}

QJsonValue Browser::tell(const QByteArray& verb, const QString& path, const QJsonObject& body)
{
    QNetworkRequest request(QUrl(address_ + path));
    request.setHeader(QNetworkRequest::ContentTypeHeader, "application/json; charset=utf-8");
    const QByteArray bytes = verb == "POST" ? QJsonDocument(body).toJson(QJsonDocument::Compact) : QByteArray();
    const std::unique_ptr<QNetworkReply> reply(network_->sendCustomRequest(request, verb, bytes));
    QEventLoop loop;
    QObject::connect(reply.get(), &QNetworkReply::finished, &loop, &QEventLoop::quit);
    QTimer::singleShot(kPatienceMs, &loop, &QEventLoop::quit);
    loop.exec();
    const QJsonValue value = QJsonDocument::fromJson(reply->readAll()).object()["value"];
    if (!reply->isFinished() || reply->error() != QNetworkReply::NoError)
        complain(QStringLiteral("%1 %2: %3")
                     .arg(QString::fromLatin1(verb), path, value["message"].toString(reply->errorString())));
    return value;
}

QJsonValue Browser::devTools(const QString& command, const QJsonObject& parameters)
{
    return tell("POST", session_ + QStringLiteral("/goog/cdp/execute"), {{"cmd", command}, {"params", parameters}});
}

void Browser::open(const QString& file)
{
    tell("POST", session_ + QStringLiteral("/url"), {{"url", QUrl::fromLocalFile(file).toString()}});
}

QJsonValue Browser::run(const QString& script, const QJsonArray& arguments)
{
    return tell("POST", session_ + QStringLiteral("/execute/sync"), {{"script", script}, {"args", arguments}});
}

void Browser::show(const Screen& screen)
{
    devTools(QStringLiteral("Emulation.setDeviceMetricsOverride"),
             {{"width", screen.width}, {"height", screen.height}, {"deviceScaleFactor", 1}, {"mobile", screen.touch}});
    const QJsonObject scheme{{"name", "prefers-color-scheme"}, {"value", screen.dark ? "dark" : "light"}};
    devTools(QStringLiteral("Emulation.setEmulatedMedia"), {{"features", QJsonArray{scheme}}});
}

void Browser::act(const QJsonArray& sources)
{
    tell("POST", session_ + QStringLiteral("/actions"), {{"actions", sources}});
}

void Browser::press(const QString& key, const QString& held)
{
    QJsonArray keys;
    const auto add = [&keys](const char* type, const QString& value) {
        keys.append(QJsonObject{{"type", type}, {"value", value}});
    };
    if (!held.isEmpty())
        add("keyDown", held);
    add("keyDown", key);
    add("keyUp", key);
    if (!held.isEmpty())
        add("keyUp", held);
    act({QJsonObject{{"type", "key"}, {"id", "keyboard"}, {"actions", keys}}});
}

void Browser::point(int x, int y)
{
    const QJsonObject move{{"type", "pointerMove"}, {"duration", 0}, {"x", x}, {"y", y}};
    act({QJsonObject{{"type", "pointer"}, {"id", "mouse"}, {"actions", QJsonArray{move}}}});
}

QStringList Browser::complaints()
{
    QStringList all;
    const QJsonArray entries = tell("POST", session_ + QStringLiteral("/se/log"), {{"type", "browser"}}).toArray();
    for (const auto& entry : entries) {
        const QJsonObject said = entry.toObject();
        if (said["level"] != QLatin1String("INFO") && said["level"] != QLatin1String("DEBUG"))
            all << said["message"].toString();
    }
    return all;
}

}  // namespace gauge::test
