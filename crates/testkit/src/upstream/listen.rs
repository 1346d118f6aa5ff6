//! A listener that copies everything it reads into the record, so that no byte escapes the leak check by being outside
//! of what the HTTP parser shows.

use std::{
    io,
    net::{Ipv4Addr, SocketAddr},
    pin::Pin,
    sync::Arc,
    task::{Context, Poll},
};

use tokio::{
    io::{AsyncRead, AsyncWrite, ReadBuf},
    net::{TcpListener, TcpStream},
};

use super::Shared;

/// The listener.
pub(super) struct Tee {
    inner: TcpListener,
    shared: Arc<Shared>,
}

/// One of its connections.
pub(super) struct TeeStream {
    inner: TcpStream,
    shared: Arc<Shared>,
}

impl Tee {
    pub(super) async fn bind(port: u16, shared: Arc<Shared>) -> io::Result<Self> {
        let inner = TcpListener::bind((Ipv4Addr::LOCALHOST, port)).await?;
        Ok(Self { inner, shared })
    }

    pub(super) fn address(&self) -> io::Result<SocketAddr> {
        self.inner.local_addr()
    }
}

impl axum::serve::Listener for Tee {
    type Io = TeeStream;
    type Addr = SocketAddr;

    async fn accept(&mut self) -> (TeeStream, SocketAddr) {
        loop {
            if let Ok((inner, peer)) = self.inner.accept().await {
                let _slow = inner.set_nodelay(true);
                return (
                    TeeStream {
                        inner,
                        shared: Arc::clone(&self.shared),
                    },
                    peer,
                );
            }
            tokio::time::sleep(std::time::Duration::from_millis(20)).await;
        }
    }

    fn local_addr(&self) -> io::Result<SocketAddr> {
        self.inner.local_addr()
    }
}

impl AsyncRead for TeeStream {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let before = buffer.filled().len();
        let polled = Pin::new(&mut self.inner).poll_read(context, buffer);
        if let Some(fresh) = buffer.filled().get(before..) {
            self.shared.record.add_raw(fresh);
        }
        polled
    }
}

impl AsyncWrite for TeeStream {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.inner).poll_write(context, bytes)
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.inner).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.inner).poll_shutdown(context)
    }
}
