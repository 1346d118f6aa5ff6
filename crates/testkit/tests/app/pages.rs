//! The pages as people, strangers and other sites meet them.

use anteroom_policy::Role;
use anteroom_testkit::{App, Browser, PASSPHRASE, add_person};
use anyhow::Result;
use reqwest::header;

#[tokio::test(flavor = "multi_thread")]
async fn strangers_see_the_door_and_nothing_else() -> Result<()> {
    let app = App::start().await?;
    let mut stranger = Browser::new(&app)?;
    for path in ["/", "/account"] {
        let shown = stranger.get(path).await?;
        assert_eq!(
            (shown.status, shown.location.as_str()),
            (303, "/sign-in"),
            "{path}"
        );
    }
    assert_eq!(stranger.get("/sign-in").await?.status, 200);
    assert_eq!(stranger.get("/help").await?.status, 200);
    assert_eq!(stranger.get("/setup?code=ABCD-EFGH").await?.status, 404);
    let posted = stranger.post("/sign-out", &[]).await?;
    assert_eq!((posted.status, posted.location.as_str()), (303, "/sign-in"));
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn pages_are_kept_from_caches_frames_and_foreign_scripts() -> Result<()> {
    let app = App::start().await?;
    let mut maya = Browser::of(&app, "maya", &[Role::FrontDesk]).await?;
    let shown = maya.get("/").await?;
    for (name, holds) in [
        (header::CACHE_CONTROL, "no-store"),
        (header::CONTENT_SECURITY_POLICY, "default-src 'none'"),
        (header::CONTENT_SECURITY_POLICY, "frame-ancestors 'none'"),
        (header::X_FRAME_OPTIONS, "DENY"),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::REFERRER_POLICY, "same-origin"),
    ] {
        let value = shown
            .headers
            .get(&name)
            .map(|value| value.to_str())
            .transpose()?;
        assert!(
            value.is_some_and(|value| value.contains(holds)),
            "{name}: {value:?}"
        );
    }
    for outside in ["http://", "https://", "//fonts", "<script>", " style="] {
        assert!(!shown.html.contains(outside), "{outside}");
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn forms_of_other_sites_and_other_sessions_do_nothing() -> Result<()> {
    let app = App::start().await?;
    let mut maya = Browser::of(&app, "maya", &[Role::FrontDesk]).await?;
    let mut lee = Browser::of(&app, "lee", &[Role::FrontDesk]).await?;
    let (of_maya, of_lee) = (maya.get("/").await?, lee.get("/").await?);
    assert_eq!(maya.post("/sign-out", &[]).await?.status, 403);
    assert_eq!(maya.send(&of_lee, "/sign-out", &[]).await?.status, 403);
    let foreign = maya
        .form("/sign-out", &[("csrf", of_maya.hidden("csrf")?)])
        .header(header::ORIGIN, "https://evil.example");
    assert_eq!(foreign.send().await?.status(), 403);
    assert_eq!(maya.get("/").await?.status, 200, "still there");
    assert_eq!(maya.send(&of_maya, "/sign-out", &[]).await?.status, 303);
    assert_eq!(maya.get("/").await?.location, "/sign-in");
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_session_is_new_at_every_sign_in_and_gone_after_signing_out() -> Result<()> {
    let app = App::start().await?;
    add_person(&app, "maya", &[Role::FrontDesk]).await?;
    let mut browser = Browser::new(&app)?;
    // Somebody planted a cookie before; it is not what opens the session afterwards.
    let planted = format!("anteroom_session={}", "0".repeat(64));
    browser.steal(Some(planted.clone()));
    let fields = [("name", "maya"), ("passphrase", PASSPHRASE)];
    assert_eq!(browser.post("/sign-in", &fields).await?.status, 303);
    assert_ne!(browser.cookie(), Some(planted));
    let (page, cookie) = (browser.get("/").await?, browser.cookie());
    assert_eq!(browser.send(&page, "/sign-out", &[]).await?.status, 303);
    let left = browser.cookie().unwrap_or_default();
    assert!(!left.contains("anteroom_session"), "{left}");
    browser.steal(cookie);
    assert_eq!(browser.get("/").await?.location, "/sign-in?out");
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn wrong_names_and_passphrases_are_told_apart_by_nobody() -> Result<()> {
    let app = App::start().await?;
    add_person(&app, "maya", &[Role::FrontDesk]).await?;
    let mut browser = Browser::new(&app)?;
    let wrong = browser
        .post(
            "/sign-in",
            &[("name", "maya"), ("passphrase", "violin harbor ketchup")],
        )
        .await?;
    let unknown = browser
        .post("/sign-in", &[("name", "lee"), ("passphrase", PASSPHRASE)])
        .await?;
    assert_eq!((wrong.status, unknown.status), (403, 403));
    assert_eq!(
        wrong.html.replace("value=\"maya\"", "value=\"lee\""),
        unknown.html
    );
    assert!(!wrong.html.contains("ketchup"));
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn somebody_ends_their_own_sessions_only() -> Result<()> {
    let app = App::start().await?;
    let mut maya = Browser::of(&app, "maya", &[Role::FrontDesk]).await?;
    let mut lee = Browser::of(&app, "lee", &[Role::FrontDesk]).await?;
    let mut again = Browser::new(&app)?;
    let fields = [("name", "maya"), ("passphrase", PASSPHRASE)];
    again.post("/sign-in", &fields).await?;
    let page = again.get("/account").await?;
    let other = page.hidden("session")?.to_owned();
    let of_lee = lee.get("/account").await?;
    let stolen = lee
        .send(&of_lee, "/account/sessions/end", &[("session", &other)])
        .await?;
    assert_eq!(stolen.status, 404);
    assert_eq!(maya.get("/").await?.status, 200);
    let ended = again
        .send(&page, "/account/sessions/end", &[("session", &other)])
        .await?;
    assert_eq!(ended.status, 303);
    assert_eq!(maya.get("/").await?.status, 303);
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_typed_at_the_door_comes_back_as_text() -> Result<()> {
    let app = App::start().await?;
    let mut browser = Browser::new(&app)?;
    let script = "\"><script>alert(1)</script>";
    let shown = browser
        .post("/sign-in", &[("name", script), ("passphrase", script)])
        .await?;
    assert_eq!(shown.status, 403);
    assert!(!shown.html.contains("<script>alert"));
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_task_of_another_role_says_so_and_who_can_help() -> Result<()> {
    let app = App::start().await?;
    let mut maya = Browser::of(&app, "maya", &[Role::FrontDesk]).await?;
    let shown = maya.get("/tasks/summarize-note").await?;
    assert_eq!(shown.status, 404);
    for says in [
        "It is for: medical assistant, clinician",
        "ask your practice manager or compliance officer to give you one.",
        "href=\"/\">Go to Home",
    ] {
        assert!(shown.html.contains(says), "{says}: {}", shown.html);
    }
    let nothing = maya.get("/tasks/no-such-task").await?;
    assert_eq!(nothing.status, 404);
    assert!(nothing.html.contains("There is no such page"));
    Ok(())
}
