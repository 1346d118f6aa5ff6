//! Files in and out of the pages: what is put into a form, and what is taken away.

use std::time::Duration;

use anteroom_audit::{EntryNo, What};
use anteroom_policy::Role;
use anteroom_testkit::{App, Browser, Options, Script, Shown};
use anyhow::Result;
use http::Method;
use reqwest::{Response, header};

const NOTE: &str = "Harriet Lindgren, DOB 03/14/1961, phone 614-555-0142, has had a cough for 3 days. Lungs clear.";
const FORM: &str = "/tasks/summarize-note";

/// A result of somebody's own; gives its address.
async fn written(browser: &mut Browser<'_>) -> Result<String> {
    let form = browser.get(FORM).await?;
    let fields = [
        ("f.note", NOTE),
        ("f.purpose", "quality"),
        ("action", "create"),
    ];
    let review = browser.send(&form, FORM, &fields).await?.location;
    let shown = browser.get(&review).await?;
    let seen = shown.hidden("seen")?;
    let sent = browser
        .send(&shown, &review, &[("read", "yes"), ("seen", seen)])
        .await?;
    assert_eq!(sent.status, 303, "{}", sent.html);
    browser.get_finished(&sent.location).await?;
    Ok(sent.location)
}

fn text(response: &Response, name: header::HeaderName) -> &str {
    let value = response.headers().get(name);
    value
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_result_is_taken_as_word_or_pdf_by_its_owner_alone() -> Result<()> {
    let app = App::start().await?;
    let mut ines = Browser::of(&app, "ines", &[Role::LicensedClinician]).await?;
    let answer = "## Summary\n[PERSON_1] coughs.".to_owned();
    app.upstream.force(Some(Script::Say(vec![answer])));
    let run = written(&mut ines).await?;
    for (kind, begins, end) in [
        ("word", &b"PK\x03\x04"[..], ".docx\""),
        ("pdf", b"%PDF-", ".pdf\""),
    ] {
        let response = ines
            .request(Method::GET, &format!("{run}/{kind}"))
            .send()
            .await?;
        assert_eq!(response.status(), 200, "{kind}");
        assert_eq!(text(&response, header::CACHE_CONTROL), "no-store");
        let name = text(&response, header::CONTENT_DISPOSITION).to_owned();
        assert!(
            name.starts_with("attachment; filename=\"summarize-note-") && name.ends_with(end),
            "{name}"
        );
        let bytes = response.bytes().await?;
        assert!(bytes.starts_with(begins), "{kind}");
        if kind == "word" {
            // The parts of the file are not packed, so its words can be read in it.
            let words = String::from_utf8_lossy(&bytes).into_owned();
            for said in ["12 Elm Street", "Internal use;", "coughs.", ", version "] {
                assert!(words.contains(said), "{said}");
            }
            assert!(!words.contains("Receipt"));
        }
    }
    let mut omar = Browser::of(&app, "omar", &[Role::LicensedClinician]).await?;
    for kind in ["word", "pdf"] {
        assert_eq!(
            omar.get(&format!("{run}/{kind}")).await?.status,
            404,
            "{kind}"
        );
        let mut stranger = Browser::new(&app)?;
        assert_eq!(
            stranger.get(&format!("{run}/{kind}")).await?.location,
            "/sign-in"
        );
    }
    let log = app.store.log(EntryNo(0), 1000).await?;
    let taken = log
        .iter()
        .filter_map(|line| match &line.event.as_ref()?.what {
            What::ResultTaken(taken) => Some(taken.form.as_str().to_owned()),
            _ => None,
        });
    assert_eq!(
        taken.collect::<Vec<_>>(),
        ["word", "pdf"],
        "what was refused was not taken"
    );
    Ok(())
}

/// A form as browsers send it with a file.
fn parts(fields: &[(&str, &str)], file: &[u8]) -> Vec<u8> {
    let mut body = Vec::new();
    for (name, value) in fields {
        let part =
            format!("--xyz\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n");
        body.extend(part.as_bytes());
    }
    let head = "--xyz\r\nContent-Disposition: form-data; name=\"file.note\"; filename=\"a.txt\"\r\nContent-Type: text/plain\r\n\r\n";
    body.extend(head.as_bytes());
    body.extend(file);
    body.extend(b"\r\n--xyz--\r\n");
    body
}

async fn put(browser: &mut Browser<'_>, body: impl Into<reqwest::Body>) -> Result<(u16, String)> {
    let request = browser.request(Method::POST, &format!("{FORM}/file"));
    let request = request.header(header::CONTENT_TYPE, "multipart/form-data; boundary=xyz");
    let response = request.body(body).send().await?;
    Ok((response.status().as_u16(), response.text().await?))
}

fn csrf(shown: &Shown) -> Result<[(&'static str, &str); 3]> {
    Ok([
        ("csrf", shown.hidden("csrf")?),
        ("into", "note"),
        ("f.note", "Before."),
    ])
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_s_text_comes_into_the_form_and_nowhere_else() -> Result<()> {
    let app = App::start().await?;
    let mut ines = Browser::of(&app, "ines", &[Role::LicensedClinician]).await?;
    let form = ines.get(FORM).await?;
    let (status, html) = put(
        &mut ines,
        parts(&csrf(&form)?, b"\xef\xbb\xbfCough, 3 days\r\n"),
    )
    .await?;
    assert_eq!(status, 200);
    assert!(html.contains("Before.\n\nCough, 3 days"), "{html}");
    assert!(
        !ines.get("/runs").await?.html.contains("Summarize a note"),
        "nothing is kept"
    );
    assert!(app.upstream.record().requests().is_empty());
    for (file, says) in [
        (&b""[..], "Choose a file with text in it first."),
        (b"caf\xe9", "Save it as plain text"),
        (b"PK\x03\x04zip", "zip files come later"),
        (b"%PDF-1.7", "comes later"),
        (b"\x89PNG", "Pictures and scans"),
        (b"MSH|^~\\&|A|B|C|D|20260101||ADT^A01|1|P|2.5\rPID|1||44821907||Lindgren^Harriet||19610314|F", "Anteroom never sends those"),
    ] {
        let (status, html) = put(&mut ines, parts(&csrf(&form)?, file)).await?;
        assert_eq!(status, 400, "{says}");
        assert!(html.contains(says) && html.contains("Before."), "{says}: {html}");
    }
    let forged = [("csrf", "forged"), ("into", "note")];
    assert_eq!(put(&mut ines, parts(&forged, b"a")).await?.0, 403);
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn bombs_are_refused_while_they_arrive() -> Result<()> {
    let mut options = Options::default();
    options.web.body_time = Duration::from_millis(700);
    let app = App::start_with(options).await?;
    let mut ines = Browser::of(&app, "ines", &[Role::LicensedClinician]).await?;
    let form = ines.get(FORM).await?;
    let huge = put(&mut ines, parts(&csrf(&form)?, &vec![b'a'; 3 << 20])).await;
    assert!(huge.map_or(true, |(status, _)| status == 413));
    let many: Vec<(&str, &str)> = std::iter::repeat_n(("f.note", "a"), 100).collect();
    // Where the answer comes while the body is still on its way, a client may see the connection closed instead.
    let many = put(&mut ines, parts(&many, b"a")).await;
    assert!(many.map_or(true, |(status, _)| status == 408));
    let endless = futures_util::stream::unfold((), |()| async {
        tokio::time::sleep(Duration::from_millis(50)).await;
        Some((Ok::<_, std::io::Error>("a"), ()))
    });
    let endless = put(&mut ines, reqwest::Body::wrap_stream(endless)).await;
    assert!(endless.map_or(true, |(status, _)| status == 408));
    assert_eq!(ines.get(FORM).await?.status, 200, "it still answers");
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn an_export_stops_in_the_form() -> Result<()> {
    let app = App::start().await?;
    let mut ines = Browser::of(&app, "ines", &[Role::LicensedClinician]).await?;
    let form = ines.get(FORM).await?;
    let bundle = r#"{"resourceType":"Bundle","type":"collection","entry":[{"resource":{"resourceType":"Patient","name":[{"family":"Lindgren"}]}}]}"#;
    let fields = [
        ("f.note", bundle),
        ("f.purpose", "quality"),
        ("action", "create"),
    ];
    let shown = ines.send(&form, FORM, &fields).await?;
    assert_eq!(shown.status, 400);
    assert!(
        shown
            .html
            .contains("The note: this looks like a FHIR bundle"),
        "{}",
        shown.html
    );
    assert!(app.upstream.record().requests().is_empty());
    Ok(())
}
