//! The PDF without a TeX installation: pandoc reads the LaTeX and writes Typst, Typst sets it.
//!
//! Both come as Python wheels, pinned by hash in `paper/manuscript/engine/requirements.txt`, into a
//! folder of their own that is fetched once. What this needs of the machine is `python3` with pip,
//! and a network for the first time.

use super::stage::{self, File};
use crate::paper::document::{DocumentError, Shelf};
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// What drives the engine, below the root.
pub const FOLDER: &str = "paper/manuscript/engine/";

/// The wheels, by hash.
const REQUIREMENTS: &str = "paper/manuscript/engine/requirements.txt";

/// Fetching takes seconds on a good line and setting one; whoever takes this long hangs.
const LIMIT: Duration = Duration::from_secs(600);

/// The PDF's bytes.
///
/// # Errors
/// [`DocumentError::Engine`] where the machine lacks what is needed; [`DocumentError::Unmakeable`]
/// where the manuscript cannot be set.
pub fn pdf(shelf: &Shelf) -> Result<Vec<u8>, DocumentError> {
    let mut tree = stage::tree(shelf, "svg")?;
    let tools: Vec<&str> = shelf.paths().filter(|p| p.starts_with(FOLDER)).collect();
    for path in tools {
        tree.push(File {
            path: path.strip_prefix(FOLDER).unwrap_or(path).to_owned(),
            bytes: shelf.text(path)?.as_bytes().to_vec(),
        });
    }
    let engine = fetched(shelf)?;
    let stage = tempfile::tempdir().map_err(lacks)?;
    for file in &tree {
        let path = stage.path().join(&file.path);
        if let Some(folder) = path.parent() {
            std::fs::create_dir_all(folder).map_err(lacks)?;
        }
        std::fs::write(path, &file.bytes).map_err(lacks)?;
    }
    let out = stage.path().join("firstbest.pdf");
    let mut command = python();
    command
        .args(["-I", "make.py"])
        .arg(&engine)
        .arg(".")
        .arg(&out)
        .current_dir(stage.path());
    run(command)?.map_err(|problem| DocumentError::Unmakeable {
        name: "paper",
        problem,
    })?;
    std::fs::read(&out).map_err(lacks)
}

/// The folder with the wheels, filled if it is not there. It is named by what it holds, so another
/// pin is another folder.
fn fetched(shelf: &Shelf) -> Result<PathBuf, DocumentError> {
    let requirements = shelf.text(REQUIREMENTS)?;
    let name = crate::print::cache::hash(requirements.as_bytes());
    let workshop = shelf.workshop();
    let engine = workshop.join(name.get(..16).unwrap_or(&name));
    if engine.is_dir() {
        return absolute(&engine);
    }
    std::fs::create_dir_all(workshop).map_err(lacks)?;
    let new = tempfile::Builder::new()
        .prefix(".fetching-")
        .tempdir_in(workshop)
        .map_err(lacks)?;
    let pinned = new.path().join("requirements.txt");
    std::fs::write(&pinned, requirements).map_err(lacks)?;
    let wheels = new.path().join("wheels");
    let mut command = python();
    command
        .args([
            "-m",
            "pip",
            "install",
            "--quiet",
            "--disable-pip-version-check",
            "--no-deps",
            "--only-binary",
            ":all:",
            "--require-hashes",
            "--target",
        ])
        .arg(&wheels)
        .arg("-r")
        .arg(&pinned);
    run(command)?.map_err(|problem| DocumentError::Engine {
        problem: format!("its wheels could not be fetched: {problem}"),
    })?;
    // Somebody else may have been faster: theirs holds the same bytes.
    if let Err(error) = std::fs::rename(&wheels, &engine)
        && !engine.is_dir()
    {
        return Err(lacks(error));
    }
    absolute(&engine)
}

fn absolute(path: &Path) -> Result<PathBuf, DocumentError> {
    std::path::absolute(path).map_err(lacks)
}

/// Python without the machine's time zone, language and randomised hashes.
fn python() -> Command {
    let mut command = Command::new("python3");
    command
        .env("TZ", "UTC")
        .env("LC_ALL", "C.UTF-8")
        .env("PYTHONHASHSEED", "0")
        // Wheels go into a folder of their own; who installs them does not matter.
        .env("PIP_ROOT_USER_ACTION", "ignore");
    command
}

/// Runs to the end or the limit; the inner error is what the program said.
fn run(mut command: Command) -> Result<Result<(), String>, DocumentError> {
    let mut child = command
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .map_err(|error| DocumentError::Engine {
            problem: format!("python3 does not start: {error}"),
        })?;
    // Read aside, so that a talkative program does not wait for a reader that waits for its end.
    let said = child.stderr.take().map(|mut pipe| {
        std::thread::spawn(move || {
            let mut bytes = Vec::new();
            let _ = pipe.read_to_end(&mut bytes);
            String::from_utf8_lossy(&bytes).trim().to_owned()
        })
    });
    let start = Instant::now();
    let status = loop {
        if let Some(status) = child.try_wait().map_err(lacks)? {
            break Some(status);
        }
        if start.elapsed() > LIMIT {
            let _ = child.kill();
            let _ = child.wait();
            break None;
        }
        std::thread::sleep(Duration::from_millis(20));
    };
    let said = said.and_then(|said| said.join().ok()).unwrap_or_default();
    Ok(match status {
        Some(status) if status.success() => Ok(()),
        Some(status) => Err(format!("{status}: {said}")),
        None => Err(format!("not done after {} s", LIMIT.as_secs())),
    })
}

fn lacks(error: std::io::Error) -> DocumentError {
    DocumentError::Engine {
        problem: error.to_string(),
    }
}
