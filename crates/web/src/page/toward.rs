//! The page that somebody asked for and that must wait until they have signed in, or have done what they owe.
//!
//! A cookie holds it on the way, so that it survives a wrong passphrase, a second step, a passkey and the way to the identity
//! provider, and stands in no address. Only a page of ours is ever taken from it.

use anteroom_audit::{Hash, Word};
use http::header::ACCEPT;
use http::request::Parts;
use http::{HeaderMap, HeaderValue, Method};
use percent_encoding::{NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};

use super::cookie::{came_by_tls, named};

const NAME: &str = "anteroom_toward";
/// Most characters of an address that is remembered.
const LONGEST: usize = 500;
/// Where nobody is led who has just signed in: doors, parts of pages, and the API.
const ELSEWHERE: [&str; 5] = ["/sign-in", "/sign-out", "/setup", "/static", "/v1"];

/// A page of ours, and for whom it was open where that is known.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Toward {
    /// Its address, from `/` on.
    place: String,
    /// Tells its owner from others, without saying who it is.
    owner: Option<String>,
}

impl Toward {
    /// The page that a browser asks for. Forms, and what scripts fetch, are none.
    pub(super) fn asked(parts: &Parts) -> Option<Toward> {
        let accept = parts.headers.get(ACCEPT)?.to_str().ok()?;
        let is_page = parts.method == Method::GET && accept.contains("text/html");
        let place = parts.uri.path_and_query()?.as_str();
        is_page.then(|| Toward::to(place)).flatten()
    }

    /// A page at this address; none where that is not one of ours, or is none to begin with.
    pub(crate) fn to(place: &str) -> Option<Toward> {
        let (path, _) = place.split_once('?').unwrap_or((place, ""));
        let place = match path.rsplit_once('/') {
            // A file would be handed over, and the sign-in page would stay: its own page shows where it is.
            Some((folder, last)) if is_file(folder, last) => folder,
            _ => place,
        };
        is_ours(place).then(|| Toward {
            place: place.to_owned(),
            owner: None,
        })
    }

    /// The same page, for this person alone.
    pub(crate) fn of(self, owner: Option<&Word>) -> Toward {
        let owner = owner.map(told_apart);
        Toward { owner, ..self }
    }

    /// The page that a browser remembers.
    pub(crate) fn held(headers: &HeaderMap) -> Option<Toward> {
        let value = named(NAME, headers)?;
        let value = percent_decode_str(value).decode_utf8().ok()?;
        let (owner, place) = value.split_once(' ')?;
        let owner = (!owner.is_empty()).then(|| owner.to_owned());
        Some(Toward {
            owner,
            ..Toward::to(place)?
        })
    }

    /// Where to lead this person: to the page, unless it was somebody else's.
    pub(crate) fn place_for(&self, person: &Word) -> &str {
        let is_theirs = |owner: &String| *owner == told_apart(person);
        match self.owner.as_ref().is_none_or(is_theirs) {
            true => &self.place,
            false => "/",
        }
    }

    /// Remembers it in the browser, for as long as the longest session. Another site leads back from the identity provider, so
    /// the cookie comes with whatever opens a page.
    pub(crate) fn cookie(&self, headers: &HeaderMap) -> Option<HeaderValue> {
        let owner = self.owner.as_deref().unwrap_or_default();
        let value = format!("{owner} {}", self.place);
        let value = utf8_percent_encode(&value, NON_ALPHANUMERIC);
        let secure = if came_by_tls(headers) { "; Secure" } else { "" };
        let cookie =
            format!("{NAME}={value}; Path=/; HttpOnly; SameSite=Lax; Max-Age=43200{secure}");
        HeaderValue::from_str(&cookie).ok()
    }
}

/// Forgets it.
pub(crate) fn forgotten() -> HeaderValue {
    HeaderValue::from_static("anteroom_toward=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0")
}

fn told_apart(person: &Word) -> String {
    Hash::of(format!("anteroom toward {person}").as_bytes()).to_string()
}

/// Whether the last part of an address names a file of the page above it, or a part of it.
fn is_file(folder: &str, last: &str) -> bool {
    let of_work = folder.starts_with("/runs/") && ["pdf", "word", "words"].contains(&last);
    of_work || last.contains('.')
}

/// Whether an address is that of a page here, whatever a browser makes of it.
fn is_ours(place: &str) -> bool {
    let is_local = place.starts_with('/') && !place.starts_with("//") && place != "/";
    let is_plain = |byte: u8| byte.is_ascii_graphic() && byte != b'\\';
    let is_under = |door: &str| {
        let rest = place.strip_prefix(door);
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(['/', '?']))
    };
    is_local
        && place.len() <= LONGEST
        && place.bytes().all(is_plain)
        && !ELSEWHERE.iter().any(|door| is_under(door))
}

#[cfg(test)]
mod tests {
    use http::Request;
    use http::header::COOKIE;

    use super::*;

    fn asked(method: Method, place: &str, accept: &str) -> Option<Toward> {
        let request = Request::builder()
            .method(method)
            .uri(place)
            .header(ACCEPT, accept)
            .body(())
            .unwrap();
        Toward::asked(&request.into_parts().0)
    }

    fn through(cookie: &HeaderValue) -> Option<Toward> {
        let pair = cookie.to_str().unwrap().split(';').next().unwrap();
        let mut headers = HeaderMap::new();
        headers.insert(COOKIE, HeaderValue::from_str(pair).unwrap());
        Toward::held(&headers)
    }

    #[test]
    fn only_pages_of_ours_are_led_to() {
        for place in ["/runs/a1", "/console/activity?person=maya&day=2026-11-02"] {
            assert_eq!(Toward::to(place).unwrap().place, place);
        }
        for place in [
            "",
            "/",
            "runs",
            "//evil.example",
            "/\\evil.example",
            "https://evil.example",
            "/runs/a\r\nSet-Cookie: a=b",
            "/runs/\u{e9}",
            "/sign-in?wait",
            "/sign-in/provider/back?code=x",
            "/sign-out",
            "/setup",
            "/v1/models",
            "/static/app.css",
        ] {
            assert_eq!(Toward::to(place), None, "{place:?}");
        }
        assert!(Toward::to("/setup-help").is_some(), "another page");
        assert_eq!(Toward::to(&format!("/{}", "a".repeat(LONGEST))), None);
    }

    #[test]
    fn of_a_file_its_page_is_shown() {
        for (file, page) in [
            ("/runs/a1/pdf", "/runs/a1"),
            ("/runs/a1/words", "/runs/a1"),
            ("/console/reports/readiness.pdf", "/console/reports"),
            ("/console/flow.svg", "/console"),
        ] {
            assert_eq!(Toward::to(file).unwrap().place, page);
        }
        assert_eq!(Toward::to("/static/app.css"), None);
    }

    #[test]
    fn forms_and_what_scripts_fetch_are_no_pages() {
        assert!(asked(Method::GET, "/runs/a1", "text/html,*/*;q=0.8").is_some());
        assert_eq!(asked(Method::POST, "/runs/a1", "text/html"), None);
        assert_eq!(asked(Method::GET, "/runs/a1", "*/*"), None);
    }

    #[test]
    fn the_browser_brings_it_back_for_its_owner_alone() {
        let (maya, lee) = (Word::lossy("maya"), Word::lossy("lee"));
        let headers = HeaderMap::new();
        let place = "/tasks/plain-language?run=a1;b,\"c";
        let anybodys = Toward::to(place).unwrap();
        let back = through(&anybodys.cookie(&headers).unwrap()).unwrap();
        assert_eq!(
            (back.place_for(&maya), back.place_for(&lee)),
            (place, place)
        );
        let cookie = anybodys.of(Some(&maya)).cookie(&headers).unwrap();
        assert!(!cookie.to_str().unwrap().contains("maya"));
        let back = through(&cookie).unwrap();
        assert_eq!((back.place_for(&maya), back.place_for(&lee)), (place, "/"));
        let planted = HeaderValue::from_static("anteroom_toward=%20%2F%2Fevil%2Eexample");
        assert_eq!(through(&planted), None);
    }
}
