def main() -> None:
    print("Hello from Py-App")


if __name__ == "__main__":
    main()
