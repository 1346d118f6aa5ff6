//! The provider's addresses: its description, its keys, where people sign in, where a code becomes a token.

use std::collections::HashMap;
use std::sync::Arc;

use axum::extract::{RawQuery, Request, State};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::{IntoResponse as _, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use http::header::{AUTHORIZATION, CONTENT_TYPE, LOCATION};
use http::{HeaderMap, StatusCode};
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

use super::keys::text;
use super::{CLIENT_ID, CLIENT_SECRET, Shared};

/// For how long a token is good, in seconds.
const GOOD_FOR: i64 = 300;

/// What a code was given for.
pub(super) struct Given {
    challenge: String,
    nonce: String,
    back: String,
}

pub(super) fn router(shared: Arc<Shared>) -> Router {
    Router::new()
        .route("/.well-known/openid-configuration", get(description))
        .route("/keys", get(keys))
        .route("/authorize", get(authorize))
        .route("/token", post(token))
        .layer(from_fn_with_state(Arc::clone(&shared), unless_down))
        .with_state(shared)
}

async fn unless_down(State(shared): State<Arc<Shared>>, request: Request, next: Next) -> Response {
    let is_down = shared.play().is_down;
    match is_down {
        true => StatusCode::SERVICE_UNAVAILABLE.into_response(),
        false => next.run(request).await,
    }
}

async fn description(State(shared): State<Arc<Shared>>) -> Json<Value> {
    let at = |path: &str| format!("{}{path}", shared.issuer);
    Json(json!({
        "issuer": shared.issuer,
        "authorization_endpoint": at("/authorize?realm=test"),
        "token_endpoint": at("/token"),
        "jwks_uri": at("/keys"),
        "response_types_supported": ["code"],
        "subject_types_supported": ["public"],
        "id_token_signing_alg_values_supported": ["RS256", "ES256", "HS256", "none"],
    }))
}

async fn keys(State(shared): State<Arc<Shared>>) -> Response {
    let mut play = shared.play();
    play.keys_asked += 1;
    let Ok(set) = play.keys.set() else {
        return StatusCode::INTERNAL_SERVER_ERROR.into_response();
    };
    let body = format!("{}{set}", " ".repeat(play.padding));
    ([(CONTENT_TYPE, "application/json")], body).into_response()
}

/// Sends the browser back with a code, or leaves it here when what it asks is not in order.
async fn authorize(State(shared): State<Arc<Shared>>, RawQuery(query): RawQuery) -> Response {
    let asked = fields(query.unwrap_or_default().as_bytes());
    let is = |name: &str, value: &str| asked.get(name).is_some_and(|told| told == value);
    let in_order = is("realm", "test")
        && is("response_type", "code")
        && is("client_id", CLIENT_ID)
        && is("code_challenge_method", "S256")
        && asked.get("scope").is_some_and(|all| all == "openid email");
    let told = |name: &str| asked.get(name).cloned().unwrap_or_default();
    let given = Given {
        challenge: told("code_challenge"),
        nonce: told("nonce"),
        back: told("redirect_uri"),
    };
    if !in_order || [&given.challenge, &given.nonce, &given.back].contains(&&String::new()) {
        return (StatusCode::BAD_REQUEST, "not in order").into_response();
    }
    let mut play = shared.play();
    let code = format!("code-{}", play.codes.len());
    let mut answer = form_urlencoded::Serializer::new(String::new());
    answer.append_pair("code", &code);
    answer.append_pair("state", &told("state"));
    let to = format!("{}?{}", given.back, answer.finish());
    play.codes.insert(code, given);
    play.asked = asked;
    (StatusCode::FOUND, [(LOCATION, to)]).into_response()
}

async fn token(State(shared): State<Arc<Shared>>, headers: HeaderMap, body: String) -> Response {
    let sent = fields(body.as_bytes());
    let told = |name: &str| sent.get(name).cloned().unwrap_or_default();
    let mut play = shared.play();
    let given = play.codes.get_mut(&told("code"));
    // A code is good once: what it was given for is gone afterwards.
    let given = given.map(|given| std::mem::replace(given, Given::nothing()));
    let challenge = text(&Sha256::digest(told("code_verifier")));
    let is_good = is_client(&headers)
        && told("grant_type") == "authorization_code"
        && given.as_ref().is_some_and(|given| {
            given.challenge == challenge && given.back == told("redirect_uri")
        });
    let (true, Some(given)) = (is_good, given) else {
        let refused = Json(json!({"error": "invalid_grant"}));
        return (StatusCode::BAD_REQUEST, refused).into_response();
    };
    let now = shared.clock.now().as_second();
    let mut claims = json!({
        "iss": shared.issuer, "aud": CLIENT_ID, "nonce": given.nonce, "iat": now, "exp": now + GOOD_FOR,
    });
    if let Some(all) = claims.as_object_mut() {
        all.extend(play.claims.clone());
        all.retain(|_, value| !value.is_null());
    }
    match play.keys.token(&claims, play.signing) {
        Ok(token) => Json(json!({
            "access_token": "unused", "token_type": "Bearer", "id_token": token,
        }))
        .into_response(),
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}

impl Given {
    fn nothing() -> Given {
        let (challenge, nonce, back) = Default::default();
        Given {
            challenge,
            nonce,
            back,
        }
    }
}

/// Whether the client shows its secret, encoded as RFC 6749 section 2.3.1 asks.
fn is_client(headers: &HeaderMap) -> bool {
    let mut encoded = form_urlencoded::byte_serialize(CLIENT_SECRET.as_bytes()).collect::<String>();
    encoded.insert_str(0, &format!("{CLIENT_ID}:"));
    let expected = format!("Basic {}", STANDARD.encode(encoded));
    headers
        .get(AUTHORIZATION)
        .is_some_and(|shown| shown.as_bytes() == expected.as_bytes())
}

fn fields(encoded: &[u8]) -> HashMap<String, String> {
    form_urlencoded::parse(encoded).into_owned().collect()
}
