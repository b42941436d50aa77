#include "ui/engine_bridge.h"

namespace gauge::ui {

// Signals emitted on the worker's thread reach the window's thread as queued calls.
EngineBridge::EngineBridge(QObject* parent)
    : QObject(parent),
      worker_({[this](std::shared_ptr<const Snapshot> s) {
                   QMetaObject::invokeMethod(
                       this, [this, s = std::move(s)] { emit snapshotReady(s); }, Qt::QueuedConnection);
               },
               [this](std::string message) {
                   QMetaObject::invokeMethod(
                       this, [this, m = QString::fromStdString(message)] { emit failed(m); }, Qt::QueuedConnection);
               },
               [this](double fraction) {
                   QMetaObject::invokeMethod(
                       this, [this, fraction] { emit progress(fraction); }, Qt::QueuedConnection);
               },
               [this] {
                   QMetaObject::invokeMethod(
                       this, [this] { emit cancelled(); }, Qt::QueuedConnection);
               }})
{
}

}  // namespace gauge::ui
