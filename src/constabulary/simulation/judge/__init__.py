"""The judge: plays a model slowly and plainly, one event after another, and so says what the compiled core must give.

Start reading in `playing`. It draws the very numbers the core draws (`luck`), so that both must agree to the bit.
"""
