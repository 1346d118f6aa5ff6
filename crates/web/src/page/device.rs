//! From what somebody came in, in plain words: the browser and the system, and nothing else that a browser tells.

use anteroom_audit::Word;
use http::HeaderMap;
use http::header::USER_AGENT;

/// What a browser writes, and what people call it. Many claim to be others as well, so the order counts.
const BROWSERS: [(&str, &str); 8] = [
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser/", "Samsung Internet"),
    ("Firefox/", "Firefox"),
    ("FxiOS/", "Firefox"),
    ("Chrome/", "Chrome"),
    ("CriOS/", "Chrome"),
    ("Safari/", "Safari"),
];

/// The same for systems.
const SYSTEMS: [(&str, &str); 7] = [
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("Mac OS X", "Mac"),
    ("CrOS", "Chromebook"),
    ("Linux", "Linux"),
];

/// The device that a request came from, such as `Firefox on Windows`.
pub(crate) fn device(headers: &HeaderMap) -> Word {
    let agent = headers
        .get(USER_AGENT)
        .and_then(|agent| agent.to_str().ok());
    let agent = agent.unwrap_or_default();
    let named = |list: &[(&'static str, &'static str)]| {
        let mut found = list.iter().filter(|(mark, _)| agent.contains(mark));
        found.next().map(|(_, name)| *name)
    };
    let (browser, system) = (named(&BROWSERS), named(&SYSTEMS));
    Word::lossy(&match (browser, system) {
        (Some(browser), Some(system)) => format!("{browser} on {system}"),
        (Some(browser), None) => browser.to_owned(),
        (None, Some(system)) => format!("Another browser on {system}"),
        (None, None) => "Another browser".to_owned(),
    })
}

#[cfg(test)]
mod tests {
    use http::HeaderValue;

    use super::*;

    #[test]
    fn browsers_and_systems_have_names() {
        const WEBKIT: &str = "AppleWebKit/537.36 (KHTML, like Gecko)";
        for (agent, name) in [
            (
                format!(
                    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) {WEBKIT} Chrome/140.0.0.0 Safari/537.36 Edg/140.0"
                ),
                "Edge on Windows",
            ),
            (
                format!(
                    "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) {WEBKIT} Chrome/140.0.0.0 Safari/537.36"
                ),
                "Chrome on Mac",
            ),
            (
                format!(
                    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) {WEBKIT} Version/18.5 Mobile/15E148 Safari/604.1"
                ),
                "Safari on iPhone",
            ),
            (
                "Mozilla/5.0 (Android 15; Mobile; rv:140.0) Gecko/140.0 Firefox/140.0".to_owned(),
                "Firefox on Android",
            ),
            (
                format!(
                    "Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) {WEBKIT} Chrome/140.0.0.0 Safari/537.36"
                ),
                "Chrome on Chromebook",
            ),
            (
                "Mozilla/5.0 (X11; Linux x86_64)".to_owned(),
                "Another browser on Linux",
            ),
            ("curl/8.5.0".to_owned(), "Another browser"),
            (String::new(), "Another browser"),
        ] {
            let mut headers = HeaderMap::new();
            headers.insert(USER_AGENT, HeaderValue::from_str(&agent).unwrap());
            assert_eq!(device(&headers).as_str(), name, "{agent}");
        }
        assert_eq!(device(&HeaderMap::new()).as_str(), "Another browser");
    }
}
