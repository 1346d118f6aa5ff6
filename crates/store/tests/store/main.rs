//! The store from outside: a story on both databases, faults, tampering, crashes.

#![expect(clippy::expect_used, clippy::unwrap_used, reason = "tests")]

mod crash;
mod faults;
mod million;
mod on_postgres;
mod retention;
mod settings;
mod statements;
mod story;
mod support;
mod tamper;
mod traffic;

#[tokio::test]
async fn the_story_on_sqlite() -> anyhow::Result<()> {
    let temp = tempfile::tempdir()?;
    story::tell(support::config(temp.path())?).await
}
