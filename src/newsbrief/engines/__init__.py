"""Models and what runs them: protocols, prompts, weights, backends, memory of past answers."""
