//! Whether single keys do something in this browser, such as `/`, which goes to the search. Whoever speaks to their computer
//! may press one without wanting to, so they can be turned off (WCAG 2.2, 2.1.4 Character Key Shortcuts).

use http::{HeaderMap, HeaderValue, header::COOKIE};

/// The cookie of a browser in which they are off.
const OFF: &str = "anteroom_keys=off";

/// Whether they do something: in a browser that says nothing, they do.
pub(crate) fn are_on(headers: &HeaderMap) -> bool {
    let all = headers.get_all(COOKIE).iter();
    let mut pairs = all
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(';'));
    !pairs.any(|pair| pair.trim() == OFF)
}

/// Remembers it in this browser, for a year.
pub(crate) fn set(are_on: bool) -> HeaderValue {
    HeaderValue::from_static(match are_on {
        true => "anteroom_keys=; Path=/; HttpOnly; SameSite=Strict; Max-Age=0",
        false => "anteroom_keys=off; Path=/; HttpOnly; SameSite=Strict; Max-Age=31536000",
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn they_are_off_only_where_a_browser_says_so() {
        let with = |cookie: &'static str| {
            let mut headers = HeaderMap::new();
            headers.insert(COOKIE, HeaderValue::from_static(cookie));
            are_on(&headers)
        };
        assert!(are_on(&HeaderMap::new()) && with("anteroom_keys=on") && with("a=b"));
        assert!(!with("a=b; anteroom_keys=off"));
    }
}
