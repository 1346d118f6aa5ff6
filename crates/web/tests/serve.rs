//! The connection loop against rude peers: silent, slow, oversized, and present when the server stops.

use std::time::Duration;

use anteroom_web::{Limits, serve};
use anyhow::Result;
use axum::{Router, routing::get};
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::{TcpListener, TcpStream},
    sync::oneshot,
    task::JoinHandle,
    time::{sleep, timeout},
};

struct Running {
    address: std::net::SocketAddr,
    stop: oneshot::Sender<()>,
    task: JoinHandle<std::io::Result<()>>,
}

async fn start(limits: Limits) -> Result<Running> {
    let router = Router::new().route("/", get(async || "here")).route(
        "/slow",
        get(async || {
            sleep(Duration::from_millis(400)).await;
            "finished"
        }),
    );
    let listener = TcpListener::bind(("127.0.0.1", 0)).await?;
    let address = listener.local_addr()?;
    let (stop, stopped) = oneshot::channel();
    let task = tokio::spawn(serve(listener, router, limits, async {
        let _ended = stopped.await;
    }));
    Ok(Running {
        address,
        stop,
        task,
    })
}

fn hasty() -> Limits {
    Limits {
        header_time: Duration::from_millis(300),
        drain_time: Duration::from_secs(5),
        ..Limits::default()
    }
}

/// Sends `text` and reads until the server closes.
async fn talk(address: std::net::SocketAddr, text: &[u8]) -> Result<String> {
    let mut stream = TcpStream::connect(address).await?;
    stream.write_all(text).await?;
    let mut heard = Vec::new();
    timeout(Duration::from_secs(5), stream.read_to_end(&mut heard)).await??;
    Ok(String::from_utf8_lossy(&heard).into_owned())
}

#[tokio::test]
async fn a_peer_that_says_nothing_or_too_little_is_let_go() -> Result<()> {
    let running = start(hasty()).await?;
    assert_eq!(talk(running.address, b"").await?, "");
    talk(running.address, b"P").await?;
    talk(running.address, b"PRI * HT").await?;
    talk(running.address, b"GET / HTTP/1.1\r\nhost: x\r\nx-slow: ").await?;
    Ok(())
}

#[tokio::test]
async fn an_unused_connection_is_closed_after_its_last_answer() -> Result<()> {
    let running = start(hasty()).await?;
    let heard = talk(running.address, b"GET / HTTP/1.1\r\nhost: x\r\n\r\n").await?;
    assert!(
        heard.starts_with("HTTP/1.1 200") && heard.ends_with("here"),
        "{heard}"
    );
    Ok(())
}

#[tokio::test]
async fn an_oversized_head_is_refused() -> Result<()> {
    let limits = Limits {
        header_bytes: 8192,
        ..hasty()
    };
    let running = start(limits).await?;
    let request = format!(
        "GET / HTTP/1.1\r\nhost: x\r\nx-long: {}\r\n\r\n",
        "a".repeat(20_000)
    );
    let heard = talk(running.address, request.as_bytes()).await?;
    assert!(heard.starts_with("HTTP/1.1 431"), "{heard}");
    Ok(())
}

#[tokio::test]
async fn http2_without_tls_is_understood() -> Result<()> {
    let running = start(hasty()).await?;
    let preface = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\x00\x00\x00\x04\x00\x00\x00\x00\x00";
    let mut stream = TcpStream::connect(running.address).await?;
    stream.write_all(preface).await?;
    let mut head = [0_u8; 9];
    timeout(Duration::from_secs(2), stream.read_exact(&mut head)).await??;
    // A SETTINGS frame (RFC 9113 section 6.5) is how an HTTP/2 server begins.
    assert_eq!(head[3], 4);
    Ok(())
}

#[tokio::test]
async fn stopping_waits_for_requests_in_flight_and_takes_no_new_ones() -> Result<()> {
    let running = start(hasty()).await?;
    let address = running.address;
    let slow =
        tokio::spawn(async move { talk(address, b"GET /slow HTTP/1.1\r\nhost: x\r\n\r\n").await });
    sleep(Duration::from_millis(100)).await;
    running
        .stop
        .send(())
        .map_err(|()| anyhow::anyhow!("the server ended early"))?;
    timeout(Duration::from_secs(5), running.task).await???;
    assert!(slow.await??.ends_with("finished"));
    assert!(TcpStream::connect(address).await.is_err());
    Ok(())
}
