//! The connection loop: accepts, bounds, serves HTTP/1.1 and HTTP/2 without TLS, and drains at the end.
//!
//! `axum::serve` exposes neither header limits nor their timeouts and leaves Nagle's algorithm on, which delays small
//! streamed events; hence this loop on hyper. Transport only: what a request means is decided behind the router.

use std::{
    convert::Infallible,
    io,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use axum::{Router, body::Body, response::Response};
use http::Request;
use hyper::body::Incoming;
use hyper_util::{
    rt::{TokioExecutor, TokioIo, TokioTimer},
    server::{
        conn::auto::Builder,
        graceful::{GracefulShutdown, Watcher},
    },
};
use tokio::{
    net::{TcpListener, TcpStream},
    sync::{OwnedSemaphorePermit, Semaphore},
};
use tower::ServiceExt as _;

use crate::limits::Limits;

/// Serves `router` on `listener` until `shutdown` resolves, then lets requests in flight finish for
/// [`Limits::drain_time`].
///
/// # Errors
/// When the listening socket itself is unusable; trouble of single connections is theirs alone.
pub async fn serve(
    listener: TcpListener,
    router: Router,
    limits: Limits,
    shutdown: impl Future<Output = ()>,
) -> io::Result<()> {
    let slots = Arc::new(Semaphore::new(limits.connections));
    let graceful = GracefulShutdown::new();
    let mut shutdown = std::pin::pin!(shutdown);
    loop {
        let next = next_connection(&listener, &slots);
        let (stream, slot) = tokio::select! {
            () = &mut shutdown => break,
            next = next => next?,
        };
        let connection = hold(stream, router.clone(), limits, graceful.watcher());
        tokio::spawn(async move {
            let _slot: OwnedSemaphorePermit = slot;
            connection.await;
        });
    }
    drop(listener);
    if tokio::time::timeout(limits.drain_time, graceful.shutdown())
        .await
        .is_err()
    {
        tracing::warn!("stopped with requests still in flight");
    }
    Ok(())
}

async fn next_connection(
    listener: &TcpListener,
    slots: &Arc<Semaphore>,
) -> io::Result<(TcpStream, OwnedSemaphorePermit)> {
    let Ok(slot) = Arc::clone(slots).acquire_owned().await else {
        // The semaphore is never closed; waiting keeps the type honest without a panic.
        return std::future::pending().await;
    };
    loop {
        match listener.accept().await {
            Ok((stream, _peer)) => return Ok((stream, slot)),
            // EINVAL: this socket does not listen, and never will.
            Err(error) if error.kind() == io::ErrorKind::InvalidInput => return Err(error),
            Err(error) => after_accept_error(&error).await,
        }
    }
}

/// A peer that gave up is nothing; no descriptors left is worth a line and a pause, so that others can close theirs.
async fn after_accept_error(error: &io::Error) {
    let peer_left = [
        io::ErrorKind::ConnectionAborted,
        io::ErrorKind::ConnectionRefused,
        io::ErrorKind::ConnectionReset,
    ];
    if !peer_left.contains(&error.kind()) {
        tracing::error!(kind = ?error.kind(), "cannot accept connections");
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
}

async fn hold(stream: TcpStream, router: Router, limits: Limits, watcher: Watcher) {
    // Without it the connection still works, only slower.
    let _slow = stream.set_nodelay(true);
    let heard = Arc::new(AtomicBool::new(false));
    let mark = Arc::clone(&heard);
    let service = hyper::service::service_fn(move |request: Request<Incoming>| {
        mark.store(true, Ordering::Relaxed);
        answer(router.clone(), request)
    });
    let builder = builder(&limits);
    let connection = watcher.watch(builder.serve_connection(TokioIo::new(stream), service));
    tokio::select! {
        // Errors here are the peer's: it left, or does not speak HTTP.
        _ended = connection => {}
        () = silence(limits.header_time, &heard) => {}
    }
}

async fn answer(router: Router, request: Request<Incoming>) -> Result<Response, Infallible> {
    router.oneshot(request.map(Body::new)).await
}

/// Resolves when no request came in time. hyper's own timer starts only once it knows the HTTP version, so a peer that
/// connects and says nothing would otherwise hold its slot forever.
async fn silence(patience: Duration, heard: &AtomicBool) {
    tokio::time::sleep(patience).await;
    if heard.load(Ordering::Relaxed) {
        std::future::pending::<()>().await;
    }
}

fn builder(limits: &Limits) -> Builder<TokioExecutor> {
    let mut builder = Builder::new(TokioExecutor::new());
    builder
        .http1()
        .timer(TokioTimer::new())
        .header_read_timeout(limits.header_time)
        .max_buf_size(limits.header_bytes.max(8192));
    builder
        .http2()
        .timer(TokioTimer::new())
        .max_header_list_size(u32::try_from(limits.header_bytes).unwrap_or(u32::MAX))
        .max_concurrent_streams(256)
        .keep_alive_interval(limits.header_time)
        .keep_alive_timeout(limits.header_time);
    builder
}
