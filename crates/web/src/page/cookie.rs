//! The cookie that opens a session: scripts cannot read it, and other sites cannot make the browser send it. And the one
//! that a browser holds while its owner signs in at the identity provider, which sends it back from another site.

use http::{HeaderMap, HeaderValue, header::COOKIE};

const NAME: &str = "anteroom_session";
/// Shown only where the provider's answer comes to.
const AWAY: &str = "anteroom_away";
/// Shown only where the forms of tasks come to.
const LEFT: &str = "anteroom_left";

/// The text that opens a session, when the browser sent one.
pub(crate) fn token(headers: &HeaderMap) -> Option<&str> {
    held(NAME, headers)
}

/// What a browser holds that asked the identity provider.
pub(crate) fn browser(headers: &HeaderMap) -> Option<&str> {
    held(AWAY, headers)
}

/// What a browser holds whose owner signed out: the mark of the session, so that what comes from its pages can be kept.
pub(crate) fn left(headers: &HeaderMap) -> Option<&str> {
    held(LEFT, headers)
}

fn held<'h>(name: &str, headers: &'h HeaderMap) -> Option<&'h str> {
    named(name, headers).filter(|value| value.len() == 64)
}

/// What a cookie holds; nothing where there are two of its name.
pub(super) fn named<'h>(name: &str, headers: &'h HeaderMap) -> Option<&'h str> {
    let all = headers.get_all(COOKIE).iter();
    let pairs = all
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(';'));
    let named = pairs.filter_map(|pair| pair.trim().split_once('='));
    let mut ours = named.filter(|(known, _)| *known == name);
    let (_, first) = ours.next()?;
    // Two are as bad as none: which of them would count?
    ours.next().is_none().then_some(first)
}

/// Sets the cookie of a session that was opened.
pub(crate) fn opened(token: &str, headers: &HeaderMap) -> Option<HeaderValue> {
    let secure = if came_by_tls(headers) { "; Secure" } else { "" };
    let cookie = format!("{NAME}={token}; Path=/; HttpOnly; SameSite=Strict{secure}");
    HeaderValue::from_str(&cookie).ok()
}

/// Takes the cookie away.
pub(crate) fn ended() -> HeaderValue {
    HeaderValue::from_static("anteroom_session=; Path=/; HttpOnly; SameSite=Strict; Max-Age=0")
}

/// Sets the cookie of a browser whose owner signed out. It opens nothing.
pub(crate) fn leaving(mark: &str, headers: &HeaderMap) -> Option<HeaderValue> {
    let secure = if came_by_tls(headers) { "; Secure" } else { "" };
    let cookie =
        format!("{LEFT}={mark}; Path=/tasks; HttpOnly; SameSite=Strict; Max-Age=43200{secure}");
    HeaderValue::from_str(&cookie).ok()
}

/// Sets the cookie of a browser that asks the identity provider, for as long as an answer is taken.
pub(crate) fn away(token: &str, headers: &HeaderMap) -> Option<HeaderValue> {
    let secure = if came_by_tls(headers) { "; Secure" } else { "" };
    let cookie = format!(
        "{AWAY}={token}; Path=/sign-in/provider; HttpOnly; SameSite=Lax; Max-Age=600{secure}"
    );
    HeaderValue::from_str(&cookie).ok()
}

/// Takes that cookie away.
pub(crate) fn here_again() -> HeaderValue {
    HeaderValue::from_static(
        "anteroom_away=; Path=/sign-in/provider; HttpOnly; SameSite=Lax; Max-Age=0",
    )
}

/// Whether a proxy in front says that the browser came by TLS. On this machine alone there is none.
pub(super) fn came_by_tls(headers: &HeaderMap) -> bool {
    headers
        .get("x-forwarded-proto")
        .is_some_and(|proto| proto.as_bytes().eq_ignore_ascii_case(b"https"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sent(cookies: &[&'static str]) -> Option<String> {
        let mut headers = HeaderMap::new();
        for cookie in cookies {
            headers.append(COOKIE, HeaderValue::from_static(cookie));
        }
        token(&headers).map(str::to_owned)
    }

    #[test]
    fn only_one_whole_token_is_taken() {
        const GOOD: &str = "a=b; anteroom_session=0000000000000000000000000000000000000000000000000000000000000000";
        assert_eq!(sent(&[GOOD]), Some("0".repeat(64)));
        assert_eq!(sent(&[]), None);
        assert_eq!(sent(&["anteroom_session=short"]), None);
        assert_eq!(sent(&[GOOD, GOOD]), None);
    }

    #[test]
    fn the_cookie_is_kept_from_scripts_and_other_sites() {
        let mut headers = HeaderMap::new();
        let cookie = opened("t", &headers).unwrap();
        assert_eq!(
            cookie,
            "anteroom_session=t; Path=/; HttpOnly; SameSite=Strict"
        );
        let cookie = away("t", &headers).unwrap();
        assert_eq!(
            cookie,
            "anteroom_away=t; Path=/sign-in/provider; HttpOnly; SameSite=Lax; Max-Age=600"
        );
        headers.insert("x-forwarded-proto", HeaderValue::from_static("https"));
        for cookie in [opened("t", &headers), away("t", &headers)] {
            assert!(cookie.unwrap().to_str().unwrap().ends_with("; Secure"));
        }
    }
}
