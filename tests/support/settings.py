"""The names that the sources about flags which are not certain take for granted."""

from __future__ import annotations

HEAD = """\
import argparse, os, sys, typer, click, uvicorn, multiprocessing
from app.config import settings
from fastapi import FastAPI
app = FastAPI()
"""
