//! `/sign-in/provider`: the door by way of the practice's identity provider.
//!
//! The browser goes there and comes back by a small page of ours, not by a redirect: a form may lead nowhere else
//! (`form-action`), and a browser that another site sent would not show the new session's cookie yet (`SameSite=Strict`).

use anteroom_gateway::NotVouched;
use anteroom_office::OfficeError;
use anteroom_office::door::{Entered, Knock, Turned};
use anteroom_office::single_sign_on::{Identity, Provider};
use askama::Template;
use axum::extract::{RawQuery, State};
use axum::response::Response;
use http::header::{HOST, SET_COOKIE};
use http::{HeaderMap, HeaderValue};

use super::{knock, onto, step};
use crate::edge::Edge;
use crate::page::{Frame, Sent, away, browser, forgotten, here_again, opened, page, see_other};
use crate::pages::error;

/// Where the provider sends the browser back to.
pub(crate) const BACK: &str = "/sign-in/provider/back";

/// A page that leads on by itself.
#[derive(Template)]
#[template(path = "onward.html")]
struct Onward<'p> {
    frame: Frame,
    to: &'p str,
    /// Where to, in words.
    place: &'p str,
}

/// The host at which people sign in, for the button; none where they do so here alone.
pub(super) async fn host(edge: &Edge) -> Option<String> {
    match edge.door.provider().await {
        Ok(provider) => provider.as_ref().map(name),
        Err(failed) => {
            tracing::error!(error = %failed, "single sign-on cannot be read");
            None
        }
    }
}

/// Sends the browser to the provider.
pub(crate) async fn begin(State(edge): State<Edge>, headers: HeaderMap, _sent: Sent) -> Response {
    let frame = Frame::of_stranger(&edge).await;
    let site = edge.site.address();
    if !is_at(&headers, site) {
        // The answer comes to the public address, where a cookie of another one is not shown.
        let to = format!("{site}/sign-in");
        return onward(frame, &to, "the sign-in page");
    }
    match asked(&edge).await {
        Ok(Some(asked)) => leave(&headers, frame, &asked),
        Ok(None) => see_other("/sign-in"),
        Err(why) => turned(&edge, &headers, frame, why).await,
    }
}

/// Lets somebody in whom the provider sent back.
pub(crate) async fn back(
    State(edge): State<Edge>,
    headers: HeaderMap,
    RawQuery(query): RawQuery,
) -> Response {
    let frame = Frame::of_stranger(&edge).await;
    let knock = knock(&edge, &headers);
    let sent = Sent::of_query(query.as_deref());
    let mut response = match vouched(&edge, &headers, &sent).await {
        Ok(who) => match edge.door.sign_on(&knock, &who).await {
            Ok(entered) => enter(&edge, entered, &headers, frame).await,
            Err(why) => ended(frame, why),
        },
        Err(why) => turned(&edge, &headers, frame, why).await,
    };
    response.headers_mut().append(SET_COOKIE, here_again());
    response
}

/// Why somebody does not get through.
enum Stopped {
    /// The log says this of it.
    Refused(&'static str),
    /// It could not be found out.
    Failed(OfficeError),
}

impl From<OfficeError> for Stopped {
    fn from(failed: OfficeError) -> Self {
        Stopped::Failed(failed)
    }
}

impl From<NotVouched> for Stopped {
    fn from(why: NotVouched) -> Self {
        Stopped::Refused(why.code())
    }
}

/// A question on its way to the provider.
struct Asked {
    /// The provider's name.
    name: String,
    /// The address that asks it.
    url: String,
    /// What the browser is to hold.
    browser: zeroize::Zeroizing<String>,
}

async fn asked(edge: &Edge) -> Result<Option<Asked>, Stopped> {
    let Some(provider) = edge.door.provider().await? else {
        return Ok(None);
    };
    let question = edge.door.ask_provider(edge.now())?;
    let back = address(edge);
    let asked = edge.gateway.ask_identity(&provider, &question, &back);
    Ok(Some(Asked {
        url: asked.await?,
        name: name(&provider),
        browser: question.browser,
    }))
}

/// Whom the provider vouches for in what the browser brought.
async fn vouched(edge: &Edge, headers: &HeaderMap, sent: &Sent) -> Result<Identity, Stopped> {
    let asked = edge
        .door
        .asked(edge.now(), sent.text("state"), browser(headers));
    let question = asked.ok_or(Stopped::Refused("state"))?;
    let provider = edge.door.provider().await?;
    let provider = provider.ok_or(Stopped::Refused("state"))?;
    let code = sent.get("code").filter(|code| !code.is_empty());
    let code = code.ok_or(Stopped::Refused(NotVouched::Refused.code()))?;
    let back = address(edge);
    let told = edge.gateway.identity(&provider, &question, &back, code);
    Ok(told.await?)
}

async fn enter(edge: &Edge, entered: Entered, headers: &HeaderMap, frame: Frame) -> Response {
    match entered {
        Entered::Half(half) => step::ask(frame, &half),
        Entered::In(token) => {
            let Some(cookie) = opened(&token, headers) else {
                return error::broken(frame);
            };
            let to = onto(edge, &token, headers).await;
            with(with(onward(frame, &to, "Anteroom"), cookie), forgotten())
        }
    }
}

fn leave(headers: &HeaderMap, frame: Frame, asked: &Asked) -> Response {
    match away(&asked.browser, headers) {
        Some(cookie) => with(onward(frame, &asked.url, &asked.name), cookie),
        None => error::broken(frame),
    }
}

async fn turned(edge: &Edge, headers: &HeaderMap, frame: Frame, why: Stopped) -> Response {
    let knock: Knock = knock(edge, headers);
    match why {
        Stopped::Failed(failed) => ended(frame, Turned::Failed(failed)),
        Stopped::Refused(why) => {
            let turned = edge.door.refuse_provider(&knock, None, why).await;
            match (turned, why) {
                (Turned::Wrong, "state") => see_other("/sign-in?again"),
                (Turned::Wrong, "provider_silent") => see_other("/sign-in?silent"),
                (turned, _) => ended(frame, turned),
            }
        }
    }
}

/// Ends on the sign-in page. What was wrong is in the log: a stranger learns nothing of it.
fn ended(frame: Frame, why: Turned) -> Response {
    match why {
        Turned::Failed(failed) => {
            tracing::error!(error = %failed, "nobody can sign in");
            error::broken(frame)
        }
        Turned::Wait(_) => see_other("/sign-in?wait"),
        Turned::Passkey => see_other("/sign-in?passkey"),
        Turned::Wrong | Turned::Code | Turned::Over => see_other("/sign-in?refused"),
    }
}

fn onward(frame: Frame, to: &str, place: &str) -> Response {
    page(&Onward { frame, to, place })
}

fn with(mut response: Response, cookie: HeaderValue) -> Response {
    response.headers_mut().append(SET_COOKIE, cookie);
    response
}

fn address(edge: &Edge) -> String {
    format!("{}{BACK}", edge.site.address())
}

/// What people call the provider: its host.
fn name(provider: &Provider) -> String {
    let issuer = provider.issuer.as_str();
    let host = issuer.split_once("://").map_or(issuer, |(_, rest)| rest);
    host.split('/').next().unwrap_or(host).to_owned()
}

/// Whether the browser opened the pages at their public address.
fn is_at(headers: &HeaderMap, site: &str) -> bool {
    let host = headers.get(HOST).and_then(|host| host.to_str().ok());
    let public = site.split_once("://").map(|(_, host)| host);
    host == public
}
