"""A chat model behind an OpenAI-compatible server: llama-server, vLLM, Ollama and their like."""
