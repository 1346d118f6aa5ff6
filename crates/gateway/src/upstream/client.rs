//! The one place that opens outbound connections.
//!
//! Text leaves only as an [`Outbound`] with an open receipt. Redirects are never followed, no proxy is taken from the environment,
//! and nothing is tried again: a second try would send the text twice and be billed twice, and the clients' own libraries try
//! again anyway, each time as a request with a receipt of its own.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::time::Duration;

use anteroom_audit::Closing;
use anteroom_store::OpenReceipt;
use http::header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE, HeaderValue};
use reqwest::Response;
use reqwest::redirect::Policy;
use zeroize::Zeroizing;

use super::address;
use super::failure::{self, Failure};
use crate::gateway::BuildError;
use crate::refusal::Cause;
use crate::settings::Settings;
use crate::transform::Outbound;

/// How long the identity provider may take to answer.
const PATIENCE: Duration = Duration::from_secs(10);
/// Largest answer of the identity provider that is read, in bytes: descriptions and keys are a few thousand.
const LARGEST: usize = 256 << 10;

/// No answer came, or none that is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("no answer that can be read")]
pub(crate) struct Unanswered;

/// The client of all connections. Clones share its pool.
pub(crate) struct Client {
    /// To the head of a streamed reply.
    first_byte: Duration,
    http: reqwest::Client,
    /// To the head of a whole reply.
    whole: Duration,
}

impl Client {
    /// Sets up TLS and the connection pool.
    ///
    /// # Errors
    /// When the TLS machinery or the system's trusted certificates cannot be used.
    #[expect(
        clippy::disallowed_methods,
        reason = "this is where outbound connections are opened"
    )]
    pub(crate) fn new(settings: &Settings) -> Result<Self, BuildError> {
        // An error says that a provider is installed already, which is as good.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let here = [
            SocketAddr::new(IpAddr::V4(Ipv4Addr::LOCALHOST), 0),
            SocketAddr::new(IpAddr::V6(Ipv6Addr::LOCALHOST), 0),
        ];
        let http = reqwest::Client::builder()
            .connect_timeout(settings.connect)
            .no_proxy()
            .no_gzip()
            .redirect(Policy::none())
            .referer(false)
            .resolve_to_addrs("localhost", &here)
            .retry(reqwest::retry::never())
            .tcp_nodelay(true)
            .user_agent(concat!("anteroom/", env!("CARGO_PKG_VERSION")))
            .build()
            .map_err(|_| BuildError)?;
        Ok(Self {
            first_byte: settings.first_byte,
            http,
            whole: settings.whole.min(settings.total),
        })
    }

    /// Asks for a list; nothing of anybody's text goes with it. `None` when there is no good answer.
    pub(super) async fn list(&self, url: reqwest::Url) -> Option<Response> {
        let response = self.http.get(url).send().await.ok()?;
        response.status().is_success().then_some(response)
    }

    /// Asks what the program itself wrote, to try a connection out; nothing of anybody's text goes with it.
    pub(super) async fn probe(
        &self,
        url: reqwest::Url,
        key: Option<&Zeroizing<String>>,
        body: Option<serde_json::Value>,
    ) -> reqwest::Result<Response> {
        let mut request = match body {
            Some(body) => self.http.post(url).json(&body),
            None => self.http.get(url),
        };
        if let Some(Ok(key)) = key.map(|key| bearer(key)) {
            request = request.header(AUTHORIZATION, key);
        }
        request.send().await
    }

    /// Asks the practice's identity provider, and reads its answer whole; nothing of anybody's text goes with it.
    ///
    /// # Errors
    /// When there is no answer in time, or it is too large.
    pub(crate) async fn exchange(
        &self,
        request: http::Request<Vec<u8>>,
    ) -> Result<http::Response<Vec<u8>>, Unanswered> {
        let request = request.try_into().map_err(|_| Unanswered)?;
        let exchanged = async {
            let mut response = self.http.execute(request).await.map_err(|_| Unanswered)?;
            let mut body = Vec::new();
            while let Some(chunk) = response.chunk().await.map_err(|_| Unanswered)? {
                body.extend_from_slice(&chunk);
                if body.len() > LARGEST {
                    return Err(Unanswered);
                }
            }
            let mut whole = http::Response::new(body);
            *whole.status_mut() = response.status();
            *whole.headers_mut() = std::mem::take(response.headers_mut());
            Ok(whole)
        };
        let exchanged = tokio::time::timeout(PATIENCE, exchanged).await;
        exchanged.map_err(|_| Unanswered)?
    }

    /// Sends, and waits for the head of the reply.
    ///
    /// # Errors
    /// What went wrong, for the caller and for the receipt; never a word of the provider's.
    pub(crate) async fn send(
        &self,
        outbound: &Outbound,
        _receipt: &OpenReceipt,
        base_url: &str,
        key: Option<Zeroizing<String>>,
    ) -> Result<Response, Failure> {
        let url = address::endpoint(base_url, outbound.endpoint().path())
            .map_err(|_| Failure::unreachable())?;
        let accept = if outbound.streams() {
            "text/event-stream"
        } else {
            "application/json"
        };
        let mut request = self
            .http
            .post(url)
            .header(CONTENT_TYPE, HeaderValue::from_static("application/json"))
            .header(ACCEPT, HeaderValue::from_static(accept))
            .body(outbound.body().clone());
        if let Some(key) = key {
            request = request.header(AUTHORIZATION, bearer(&key)?);
        }
        let patience = if outbound.streams() {
            self.first_byte
        } else {
            self.whole
        };
        match tokio::time::timeout(patience, request.send()).await {
            Err(_) => Err(Failure::silent()),
            Ok(Err(error)) => Err(failure::of_sending(&error)),
            Ok(Ok(response)) if response.status().is_success() => Ok(response),
            Ok(Ok(response)) => Err(failure::of_status(response).await),
        }
    }
}

fn bearer(key: &str) -> Result<HeaderValue, Failure> {
    let text = Zeroizing::new(format!("Bearer {}", key.trim()));
    let mut value = HeaderValue::from_str(&text).map_err(|_| Failure {
        cause: Cause::UpstreamKey,
        closing: Closing::UpstreamUnreachable,
        retry_after: None,
    })?;
    value.set_sensitive(true);
    Ok(value)
}
