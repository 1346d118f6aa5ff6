//! Passing an answer on: reads the provider's bytes, waits no longer than allowed, and closes the receipt with the true end.
//!
//! All events that are there already are written as one piece. Dropping the stream drops the receipt, which records that the
//! client left, and the connection, which stops the provider. Restoring is in `stream.rs`.

use std::future::poll_fn;
use std::task::Poll;
use std::time::Duration;

use anteroom_audit::{Closed, Closing, Usage, Word};
use anteroom_store::OpenReceipt;
use bytes::{BufMut, Bytes, BytesMut};
use futures_util::FutureExt;
use futures_util::stream::{self, BoxStream, StreamExt};
use reqwest::Response;
use tokio::time::{Instant, timeout_at};

use crate::answer::{self, Finish, Tally};
use crate::dialect::{DONE, KEEP_ALIVE};
use crate::refusal::Refusal;
use crate::settings::Settings;
use crate::sse::Sse;
use crate::stream::{Broken, Restoring};
use crate::upstream::Failure;

/// Longest single event, in bytes.
const LONGEST_EVENT: usize = 4 << 20;

/// Bytes after which a piece is written, even if the provider has sent more.
const PIECE: usize = 16 << 10;

/// A provider that is heard so soon again sends faster than any model writes: what it has gathered.
const FLOW: Duration = Duration::from_micros(250);

/// How often hyper asks a body that is not ready before it lets other tasks run.
const POLLS: u8 = 2;

/// How long the end of a connection's reply is waited for after its last event.
const DRAIN: Duration = Duration::from_millis(100);

/// How long a reply may take and how long it may be.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Patience {
    /// When the whole request must be over.
    pub(crate) end: Instant,
    pub(crate) idle: Duration,
    pub(crate) keep_alive: Duration,
    /// Most bytes of a reply.
    pub(crate) limit: usize,
}

impl Patience {
    /// The bounds for a request that begins now.
    pub(crate) fn new(settings: &Settings) -> Self {
        Self {
            end: Instant::now() + settings.total,
            idle: settings.idle,
            keep_alive: settings.keep_alive,
            limit: settings.reply_limit,
        }
    }
}

/// The whole body of a reply.
///
/// # Errors
/// When it breaks off, takes too long, or is too large.
pub(crate) async fn whole(
    response: &mut Response,
    patience: &Patience,
) -> Result<Vec<u8>, Failure> {
    let mut body = Vec::new();
    loop {
        let until = patience.end.min(Instant::now() + patience.idle);
        match timeout_at(until, response.chunk()).await {
            Err(_) => return Err(Failure::silent()),
            Ok(Err(_)) => return Err(Failure::broke()),
            Ok(Ok(None)) => return Ok(body),
            Ok(Ok(Some(part))) if body.len() + part.len() > patience.limit => {
                drop(part);
                return Err(Failure::garbage());
            }
            Ok(Ok(Some(part))) => body.extend_from_slice(&part),
        }
    }
}

/// The answer as a stream of events for the client.
pub(crate) fn events(
    response: Response,
    restoring: Restoring,
    receipt: OpenReceipt,
    patience: Patience,
) -> BoxStream<'static, Bytes> {
    // Boxed, because it moves with every piece.
    let relay = Box::new(Relay {
        bytes: 0,
        heard: Instant::now(),
        out: BytesMut::new(),
        patience,
        receipt: Some(receipt),
        response,
        restoring,
        sse: Sse::new(LONGEST_EVENT.min(patience.limit)),
    });
    stream::unfold(relay, |mut relay| async move {
        relay.next().await.map(|piece| (piece, relay))
    })
    .boxed()
}

struct Relay {
    bytes: usize,
    /// When the provider was last heard.
    heard: Instant,
    out: BytesMut,
    patience: Patience,
    /// Gone once the end is recorded: then there is nothing more to write.
    receipt: Option<OpenReceipt>,
    response: Response,
    restoring: Restoring,
    sse: Sse,
}

impl Relay {
    /// The next piece for the client.
    async fn next(&mut self) -> Option<Bytes> {
        while self.receipt.is_some() {
            let before = self.heard;
            let mut step = self.read().await;
            let flows = before.elapsed() < FLOW;
            while let Ok(false) = step
                && self.out.len() < PIECE
                && let Some(more) = self.read_more(flows).await
            {
                step = more;
            }
            self.settle(step);
            if !self.out.is_empty() {
                return Some(self.out.split().freeze());
            }
        }
        self.drain().await;
        None
    }

    /// Reads what a provider sends after its last event, mostly nothing but the end: only then can the connection be used
    /// again.
    async fn drain(&mut self) {
        let rest = async { while let Ok(Some(_)) = self.response.chunk().await {} };
        // A provider that goes on talking loses the connection, nothing else.
        let _ = tokio::time::timeout(DRAIN, rest).await;
    }

    /// Reads once. Gives whether the answer is over.
    async fn read(&mut self) -> Result<bool, Failure> {
        let quiet = self.heard + self.patience.idle;
        let until = self
            .patience
            .end
            .min(quiet)
            .min(Instant::now() + self.patience.keep_alive);
        match timeout_at(until, self.response.chunk()).await {
            Err(_) if Instant::now() >= self.patience.end.min(quiet) => Err(Failure::silent()),
            Err(_) => {
                self.out.put_slice(KEEP_ALIVE);
                Ok(false)
            }
            Ok(part) => self.part(part),
        }
    }

    /// Reads once more if that needs no waiting. The connection hands on one chunk at a time; where they flow it has the
    /// next one as soon as it is let.
    async fn read_more(&mut self, flows: bool) -> Option<Result<bool, Failure>> {
        if let Some(more) = self.read_ready() {
            return Some(more);
        }
        if !flows {
            return None;
        }
        let_others_run().await;
        self.read_ready()
    }

    fn read_ready(&mut self) -> Option<Result<bool, Failure>> {
        let part = self.response.chunk().now_or_never()?;
        Some(self.part(part))
    }

    fn part(&mut self, part: reqwest::Result<Option<Bytes>>) -> Result<bool, Failure> {
        match part {
            Err(_) => Err(Failure::broke()),
            Ok(None) => Ok(true),
            Ok(Some(part)) => self.take(&part),
        }
    }

    fn take(&mut self, part: &[u8]) -> Result<bool, Failure> {
        self.heard = Instant::now();
        self.bytes += part.len();
        if self.bytes > self.patience.limit {
            return Err(Failure::garbage());
        }
        let (restoring, out) = (&mut self.restoring, &mut self.out);
        self.sse.push(part, |event| restoring.event(event, out))?;
        Ok(self.restoring.is_over())
    }

    /// Writes the end, if this was it, and records it.
    fn settle(&mut self, step: Result<bool, Failure>) {
        let end = match step {
            Ok(false) => return,
            // A stream that ended without saying why the model stopped is not whole.
            Ok(true) => self
                .restoring
                .end(&mut self.out)
                .map_err(|_| Failure::broke()),
            Err(failure) => Err(failure),
        };
        match end {
            Ok(ended) => {
                self.out.put_slice(DONE);
                self.close(closed(self.bytes, ended.finish, ended.tally, ended.usage));
            }
            Err(failure) => {
                self.restoring.flush(&mut self.out);
                self.write_error(failure);
                let tally = self.restoring.tally();
                self.close(Closed {
                    bytes: self.bytes as u64,
                    restored: small(tally.restored),
                    unknown: small(tally.unknown),
                    ..Closed::only(failure.closing)
                });
            }
        }
    }

    /// An error event; no `[DONE]` follows, so that no client takes the answer for whole.
    fn write_error(&mut self, failure: Failure) {
        let mut refusal = Refusal::from(failure);
        if let Some(receipt) = &self.receipt {
            refusal = refusal.with_receipt(receipt.id().to_string());
        }
        self.out.put_slice(b"data: ");
        self.out.put_slice(&refusal.body());
        self.out.put_slice(b"\n\n");
    }

    fn close(&mut self, closed: Closed) {
        if let Some(receipt) = self.receipt.take() {
            tracing::info!(receipt = %receipt.id(), outcome = closed.outcome.state(), bytes = closed.bytes, restored = closed.restored, unknown = closed.unknown, "stream ended");
            receipt.close(closed);
        }
    }
}

/// Lets the tasks run that are ready by now. Unlike the runtime's own yield it does not look for new ones first, which costs
/// more than an event does.
async fn let_others_run() {
    let mut left = POLLS;
    poll_fn(|context| {
        let Some(fewer) = left.checked_sub(1) else {
            return Poll::Ready(());
        };
        left = fewer;
        context.waker().wake_by_ref();
        Poll::Pending
    })
    .await;
}

impl From<Broken> for Failure {
    fn from(broken: Broken) -> Self {
        match broken {
            Broken::Error => Failure::broke(),
            Broken::Garbage => Failure::garbage(),
        }
    }
}

/// The end of a request that was answered.
pub(crate) fn closed(
    bytes: usize,
    finish: Finish,
    tally: Tally,
    usage: Option<answer::Usage>,
) -> Closed {
    Closed {
        outcome: Closing::Answered,
        bytes: bytes as u64,
        restored: small(tally.restored),
        unknown: small(tally.unknown),
        stop: Some(Word::lossy(finish.word())),
        usage: usage.map(|usage| Usage {
            prompt: usage.prompt_tokens,
            completion: usage.completion_tokens,
        }),
    }
}

fn small(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}
