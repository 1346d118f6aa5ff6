//! Trying a connection out before it is set up: a made-up sentence is asked for, and what does not work is said in plain
//! words. Nothing of anybody's goes with it, so there is no receipt.

use std::time::Duration;

use reqwest::{Response, StatusCode};
use serde::Deserialize;
use serde_json::{Value, json};
use zeroize::Zeroizing;

use super::address::{self, AddressError};
use super::client::Client;
use crate::settings::Settings;

/// What is asked for.
const MADE_UP: &str = "Write one short, friendly sentence about drinking water.";
/// How long each of the two questions may take.
const PATIENCE: Duration = Duration::from_secs(20);
/// Longest answer that is read, in bytes.
const LONGEST: usize = 1 << 20;
/// The model that is taken where several are offered and none was named.
const USUAL: &str = "mistral-medium-latest";

/// A connection that answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tried {
    /// The model that answered.
    pub model: String,
}

/// Why a connection did not answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Trouble {
    /// The address may not be used.
    #[error(transparent)]
    Address(#[from] AddressError),
    /// The service knows no such key.
    #[error(
        "the key was refused; copy it again from the service's own page, whole and without spaces"
    )]
    Key,
    /// The service offers no such model, or none at all.
    #[error(
        "the service is there, but it does not offer this model; leave the model empty to take one that it offers"
    )]
    Model,
    /// Something else answers there.
    #[error(
        "something answers at this address, but not as an AI service does; check the address, without /chat at its end"
    )]
    NotAService,
    /// The service is there and does not work now.
    #[error("the service is there, but it is busy or down; wait a few minutes and test again")]
    Down,
    /// There is no answer in time.
    #[error(
        "no answer came in time; check that the service is running, and that no firewall is in between"
    )]
    Silent,
    /// The certificate is not good, or it is no TLS.
    #[error(
        "a safe connection (TLS) could not be made; its certificate is not one that this computer trusts, or the address is not for https"
    )]
    Tls,
    /// Nobody is there.
    #[error(
        "nobody answers at this address; check its spelling, that the service is running, and that this computer is online"
    )]
    Unreachable,
}

/// Asks a service for one made-up sentence. `model`: the one that must answer; where none is named, the service is asked
/// first which it offers.
///
/// # Errors
/// [`Trouble`] says what does not work.
pub async fn try_connection(
    provider: &str,
    base_url: &str,
    key: Option<Zeroizing<String>>,
    model: Option<&str>,
) -> Result<Tried, Trouble> {
    address::check_provider_url(provider, base_url)?;
    let client = Client::new(&Settings::default()).map_err(|_| Trouble::Tls)?;
    let ask = async |endpoint: &str, body: Option<Value>| {
        let url = address::endpoint(base_url, endpoint)?;
        let asked = client.probe(url, key.as_ref(), body);
        let response = tokio::time::timeout(PATIENCE, asked).await;
        answered(response.map_err(|_| Trouble::Silent)?)
    };
    let model = match model {
        Some(named) => named.to_owned(),
        None => {
            let list = read::<List>(ask("models", None).await?).await?;
            list.choose().ok_or(Trouble::Model)?
        }
    };
    let message = json!({"role": "user", "content": MADE_UP});
    let body = json!({"model": model, "messages": [message], "max_tokens": 40});
    let asked = ask("chat/completions", Some(body)).await;
    let reply = asked.map_err(|trouble| match trouble {
        // The address was good for the list, or a model was named that nobody may know.
        Trouble::NotAService => Trouble::Model,
        trouble => trouble,
    })?;
    let reply = read::<Reply>(reply).await?;
    match reply.choices.is_empty() {
        true => Err(Trouble::NotAService),
        false => Ok(Tried { model }),
    }
}

/// The models that a service offers.
#[derive(Deserialize)]
struct List {
    data: Vec<Card>,
}

#[derive(Deserialize)]
struct Card {
    id: String,
}

/// An answer, as far as it shows that there is one.
#[derive(Deserialize)]
struct Reply {
    choices: Vec<Value>,
}

impl List {
    /// The usual model where it is offered, else the first.
    fn choose(self) -> Option<String> {
        let mut ids: Vec<String> = self.data.into_iter().map(|card| card.id).collect();
        let at = ids.iter().position(|id| id == USUAL).unwrap_or(0);
        (at < ids.len()).then(|| ids.swap_remove(at))
    }
}

async fn read<T: serde::de::DeserializeOwned>(mut response: Response) -> Result<T, Trouble> {
    let mut body = Vec::new();
    let reading = async {
        while let Ok(Some(chunk)) = response.chunk().await {
            body.extend_from_slice(&chunk);
            if body.len() > LONGEST {
                return;
            }
        }
    };
    let read = tokio::time::timeout(PATIENCE, reading).await;
    read.map_err(|_| Trouble::Silent)?;
    serde_json::from_slice(&body).map_err(|_| Trouble::NotAService)
}

fn answered(response: reqwest::Result<Response>) -> Result<Response, Trouble> {
    let response = response.map_err(|error| trouble(&error))?;
    match response.status() {
        status if status.is_success() => Ok(response),
        StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN => Err(Trouble::Key),
        StatusCode::TOO_MANY_REQUESTS => Err(Trouble::Down),
        status if status.is_server_error() => Err(Trouble::Down),
        _ => Err(Trouble::NotAService),
    }
}

fn trouble(error: &reqwest::Error) -> Trouble {
    if is_tls(error) {
        Trouble::Tls
    } else if error.is_timeout() {
        Trouble::Silent
    } else if error.is_connect() {
        Trouble::Unreachable
    } else {
        Trouble::NotAService
    }
}

/// Whether an error comes from the TLS machinery, however deep. What an I/O error holds is no source of it to the standard
/// library.
fn is_tls(error: &(dyn std::error::Error + 'static)) -> bool {
    let held = error.downcast_ref::<std::io::Error>();
    let held = held.and_then(std::io::Error::get_ref);
    error.is::<rustls::Error>()
        || held.is_some_and(|held| is_tls(held))
        || error.source().is_some_and(is_tls)
}

#[cfg(test)]
mod tests {
    use std::io::{Read as _, Write as _};
    use std::net::TcpListener;

    use super::*;

    /// A server that answers every connection with these bytes, one after the other; the last one again and again.
    fn server(answers: Vec<String>) -> String {
        let listener = TcpListener::bind(("127.0.0.1", 0)).unwrap();
        let address = listener.local_addr().unwrap();
        std::thread::spawn(move || {
            for (at, stream) in listener.incoming().enumerate() {
                let mut stream = stream.unwrap();
                let mut head = [0; 4096];
                let _ = stream.read(&mut head);
                let answer = answers.get(at).or(answers.last());
                let _ = stream.write_all(answer.map_or("", String::as_str).as_bytes());
            }
        });
        address.to_string()
    }

    fn http(status: u16, body: &str) -> String {
        let length = body.len();
        format!(
            "HTTP/1.1 {status} X\r\ncontent-type: application/json\r\nconnection: close\r\ncontent-length: {length}\r\n\r\n{body}"
        )
    }

    async fn tried(answers: Vec<String>, model: Option<&str>) -> Result<Tried, Trouble> {
        let url = format!("http://{}", server(answers));
        let key = Some(Zeroizing::new("secret".to_owned()));
        try_connection("openai_compatible", &url, key, model).await
    }

    const MODELS: &str = r#"{"data":[{"id":"small"},{"id":"large"}]}"#;
    const ANSWER: &str = r#"{"choices":[{"message":{"content":"Drink water."}}]}"#;

    #[tokio::test]
    async fn what_works_names_its_model() {
        let good = || vec![http(200, MODELS), http(200, ANSWER)];
        assert_eq!(tried(good(), None).await.unwrap().model, "small");
        let named = |answer| vec![answer];
        let large = tried(named(http(200, ANSWER)), Some("large")).await;
        assert_eq!(large.unwrap().model, "large");
        let other = tried(named(http(404, "{}")), Some("other")).await;
        assert_eq!(other, Err(Trouble::Model));
    }

    #[tokio::test]
    async fn what_does_not_is_told_apart() {
        for (answers, expected) in [
            (vec![http(401, "{}")], Trouble::Key),
            (vec![http(403, "{}")], Trouble::Key),
            (vec![http(404, "{}")], Trouble::NotAService),
            (vec![http(200, "<html>")], Trouble::NotAService),
            (vec![http(503, "{}")], Trouble::Down),
            (vec![http(429, "{}")], Trouble::Down),
            (vec![http(200, r#"{"data":[]}"#)], Trouble::Model),
            (vec![http(200, MODELS), http(401, "{}")], Trouble::Key),
            (
                vec![http(200, MODELS), http(200, r#"{"choices":[]}"#)],
                Trouble::NotAService,
            ),
        ] {
            assert_eq!(tried(answers, None).await, Err(expected));
        }
        let gone = TcpListener::bind(("127.0.0.1", 0)).unwrap();
        let address = gone.local_addr().unwrap();
        drop(gone);
        let at = async |url: &str| try_connection("openai_compatible", url, None, None).await;
        let nobody = at(&format!("http://{address}")).await;
        assert_eq!(nobody, Err(Trouble::Unreachable));
        let plain = server(vec![http(200, MODELS)]);
        assert_eq!(at(&format!("https://{plain}")).await, Err(Trouble::Tls));
        let named = at("https://no-such-host.invalid").await;
        assert_eq!(named, Err(Trouble::Unreachable));
        let open = at("http://example.org").await;
        assert!(matches!(open, Err(Trouble::Address(_))));
    }
}
